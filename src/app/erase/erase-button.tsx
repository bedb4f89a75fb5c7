import { useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { eraseMessages } from '../messages/vi.erase.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Trash2 } from '../ui/icon.tsx';
import { EraseForm } from './erase-form.tsx';
import style from './erase.module.css';

/** `entry` is null where this person may not read it: of that one all is erased or nothing. */
export function EraseButton({ id, entry, onErased }: { id: string; entry: Entry | null; onErased: (gone: string) => void }) {
  const [isAsking, setAsking] = useState(false);
  const erased = (gone: string): void => {
    setAsking(false);
    onErased(gone);
  };
  return (
    <div className={style.open}>
      {entry === null && <p>{eraseMessages.unread}</p>}
      <Button kind="danger" icon={<Trash2 />} onClick={() => setAsking(true)}>
        {eraseMessages.open}
      </Button>
      <Dialog title={eraseMessages.title} open={isAsking} onClose={() => setAsking(false)}>
        {isAsking && <EraseForm id={id} entry={entry} onErased={erased} onClose={() => setAsking(false)} />}
      </Dialog>
    </div>
  );
}
