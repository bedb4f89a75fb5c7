import { useState } from 'react';
import type { ImportRow } from '../../localdb/imports.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { useDevice } from '../state/device.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Trash2 } from '../ui/icon.tsx';

/** Gives up the lines that are not entries yet. They cannot be had back, so this is asked about. */
export function Discard({ sheet }: { sheet: ImportRow }) {
  const { db } = useDevice();
  const [isAsking, setAsking] = useState(false);
  const discard = async (): Promise<void> => {
    await db.imports.delete(sheet.kind);
  };
  return (
    <>
      <Button kind="danger" icon={<Trash2 />} onClick={() => setAsking(true)}>
        {words.discard}
      </Button>
      <Dialog title={words.discardAsk} open={isAsking} onClose={() => setAsking(false)}>
        <p>{words.discardText(sheet.lines.length)}</p>
        <Button kind="danger" icon={<Trash2 />} onClick={() => void discard()}>
          {words.discardYes}
        </Button>
        <Button kind="plain" onClick={() => setAsking(false)}>
          {words.discardNo}
        </Button>
      </Dialog>
    </>
  );
}
