import { useRef, useState } from 'react';
import { removeDraftAttachment } from '../../localdb/drafts.ts';
import { attachmentMessages as words } from '../messages/vi.attachments.ts';
import { formMessages } from '../messages/vi.form.ts';
import { useDevice } from '../state/device.tsx';
import { Button } from '../ui/button.tsx';
import { Paperclip, TriangleAlert } from '../ui/icon.tsx';
import { AttachedFiles } from './attached-files.tsx';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import style from './form.module.css';
import type { DraftAttachment } from './use-draft-attachments.ts';

/** What looks into files is fetched with the first of them. */
const loadAttaching = async () => import('./attach-file.ts');

const accepted = '.pdf,.docx,.xlsx,.mp3,.m4a,application/pdf,audio/mpeg,audio/mp4,audio/x-m4a';

/** Files of the draft beside its photos, and the way to more. */
export function AttachmentSection({
  draft,
  attachments,
  remarks,
  onAttaching,
  onChanged,
}: {
  draft: string;
  attachments: readonly DraftAttachment[];
  remarks: Remarks;
  /** Files are on their way to disk; true once all of them are there. */
  onAttaching: (work: Promise<boolean>) => void;
  /** The draft has to be on disk before it can be given a file. */
  onChanged: () => Promise<boolean>;
}) {
  const { db, now } = useDevice();
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);

  const pick = (): void => {
    // The picker may kill the page on a small phone: the draft goes to disk meanwhile, and so does what comes next.
    void onChanged();
    void loadAttaching().catch(() => {});
    input.current?.click();
  };
  const attach = async (files: readonly File[]): Promise<boolean> => {
    setBusy(true);
    const sentences = await attachAll(files).catch(() => [words.noneKept]);
    setRefused([...new Set(sentences)]);
    setBusy(false);
    return sentences.length === 0;
  };
  const attachAll = async (files: readonly File[]): Promise<string[]> => {
    const { attachFile } = await loadAttaching();
    if (!(await onChanged())) return [words.noneKept];
    const sentences: string[] = [];
    // One after the other: two files of 10 MB in memory are one too many for a small phone.
    for (const file of files) {
      const sentence = await attachFile(db, draft, file, now());
      if (sentence !== null) sentences.push(sentence);
    }
    return sentences;
  };
  const remove = async (id: string): Promise<void> => {
    if (await onChanged()) await removeDraftAttachment(db, draft, id);
    setRefused([]);
  };

  return (
    <GroupFrame field={{ name: 'attachments', label: formMessages.attachments.title, hint: words.hint }} remarks={remarks}>
      {attachments.length > 0 && <AttachedFiles attachments={attachments} onRemove={(id) => void remove(id)} />}
      <div role="alert">
        {refused.map((sentence) => (
          <p key={sentence} className={style.problem}>
            <TriangleAlert size={20} />
            {sentence}
          </p>
        ))}
      </div>
      <Button kind="plain" icon={<Paperclip />} disabled={isBusy} onClick={pick}>
        {isBusy ? words.attaching : words.attach}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accepted}
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) onAttaching(attach(files));
          // The same file may be chosen again after it was removed.
          event.target.value = '';
        }}
      />
    </GroupFrame>
  );
}
