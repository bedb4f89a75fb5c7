import { useState } from 'react';
import { useLocation } from 'wouter';
import { discardDraft } from '../../localdb/drafts.ts';
import { questionMessages as words } from '../messages/vi.questions.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Trash2 } from '../ui/icon.tsx';
import type { DraftWriter } from './draft-writer.ts';

/** Giving up what was typed is asked about: a draft is the only copy there is. */
export function DiscardDraft({
  id,
  mode,
  photos,
  attachments,
  writer,
}: {
  id: string;
  mode: 'new' | 'edit';
  photos: number;
  attachments: number;
  writer: DraftWriter;
}) {
  const { db } = useDevice();
  const [, navigate] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const discard = async (): Promise<void> => {
    await writer.endWith(
      () => discardDraft(db, id),
      () => true,
    );
    setOpen(false);
    showToast({ text: words.discard.done });
    navigate('/');
  };
  return (
    <>
      <Button kind="danger" icon={<Trash2 size={20} />} onClick={() => setOpen(true)}>
        {words.discard.open}
      </Button>
      <Dialog title={words.discard.title} open={isOpen} onClose={() => setOpen(false)}>
        <p>{mode === 'edit' ? words.discard.edit : words.discard.text(photos, attachments)}</p>
        <Button kind="danger" onClick={() => void discard()}>
          {words.discard.yes}
        </Button>
        <Button kind="plain" onClick={() => setOpen(false)}>
          {words.discard.no}
        </Button>
      </Dialog>
    </>
  );
}
