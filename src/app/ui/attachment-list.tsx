import { useState } from 'react';
import { isAttachmentType } from '../../domain/attachment.ts';
import type { AttachmentReference } from '../../domain/entry.ts';
import { fetchAttachment, type AttachmentSource } from '../../sync/attachment-source.ts';
import { attachmentMessages } from '../messages/vi.attachments.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import style from './attachment-list.module.css';
import { Button } from './button.tsx';
import { fileSize } from './file-size.ts';
import { handOut } from './hand-out.ts';
import { Download, FileText } from './icon.tsx';

const words = attachmentMessages.list;

/** How a file stands, where there is something to say about it; only what is here or on the server is handed out. */
export interface AttachmentStanding {
  said?: keyof typeof words.standing;
  mayBeFetched: boolean;
}

/** Attached files by name and size. They are kept where the browser keeps downloads, and never opened in the app. */
export function AttachmentList({
  attachments,
  standingOf,
}: {
  attachments: readonly AttachmentReference[];
  standingOf: (id: string) => AttachmentStanding;
}) {
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      <ul className={style.list}>
        {attachments.map((attachment) => (
          <AttachmentItem key={attachment.id} attachment={attachment} standing={standingOf(attachment.id)} />
        ))}
      </ul>
    </section>
  );
}

function AttachmentItem({ attachment, standing }: { attachment: AttachmentReference; standing: AttachmentStanding }) {
  const { db } = useDevice();
  const [state, setState] = useState<'idle' | 'fetching' | Exclude<AttachmentSource['status'], 'here'>>('idle');
  const download = async (): Promise<void> => {
    setState('fetching');
    const source = await fetchAttachment(db, attachment);
    setState(source.status === 'here' ? 'idle' : source.status);
    if (source.status !== 'here') return;
    handOut(source.bytes, attachment);
    showToast({ text: words.handedOut(attachment.name) });
  };
  return (
    <li className={style.item}>
      <FileText />
      <div className={style.text}>
        <p className={style.name}>{attachment.name}</p>
        <p className="quiet">{describe(attachment, standing)}</p>
      </div>
      {standing.mayBeFetched && (
        <Button
          kind="plain"
          icon={<Download size={20} />}
          disabled={state === 'fetching'}
          aria-label={words.downloadFile(attachment.name)}
          onClick={() => void download()}
        >
          {state === 'fetching' ? words.fetching : words.download}
        </Button>
      )}
      <output className={style.failure}>{state !== 'idle' && state !== 'fetching' && words.failures[state]}</output>
    </li>
  );
}

function describe({ type, size }: AttachmentReference, { said }: AttachmentStanding): string {
  const kind = isAttachmentType(type) ? attachmentMessages.kinds[type] : '';
  return [kind, fileSize(size), said ? words.standing[said] : ''].filter(Boolean).join(' · ');
}
