import { Suspense, useState } from 'react';
import type { EntryRow } from '../../localdb/rows.ts';
import { voidEntry } from '../../localdb/save-entry.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { mayDo, usePersonDocument } from '../state/person.tsx';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Ban, CornerUpLeft, Pencil } from '../ui/icon.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import style from './entry.module.css';

const ReopenButton = lazyPart(async () => (await import('./reopen-button.tsx')).ReopenButton);

/** What this person may still do with the entry, by the same table that the server asks. */
export function EntryActions({ row }: { row: EntryRow }) {
  const person = usePersonDocument();
  const mayEdit = mayDo('edit', row.view, person);
  // Of what the server refused whole there is nothing to be marked: it is let go where its refusal is told.
  const mayVoid = !(row.server === null && row.sync === 'held') && mayDo('void', row.view, person);
  // A decision names the revision that was seen: while something of the entry waits here there is none to name.
  const mayReopen = row.server !== null && row.sync !== 'pending' && mayDo('reopen', row.view, person);
  const isReturned = row.view.status === 'returned';
  if (!mayEdit && !mayVoid && !mayReopen) return null;
  return (
    <div className={style.actions}>
      {mayEdit &&
        (isReturned ? (
          <LinkButton href={`/e/${row.id}/fix`} kind="primary" big icon={<CornerUpLeft />}>
            {readingMessages.entry.fix}
          </LinkButton>
        ) : (
          <LinkButton href={`/e/${row.id}/edit`} kind="plain" icon={<Pencil />}>
            {readingMessages.entry.edit}
          </LinkButton>
        ))}
      {mayReopen && row.server && (
        <Suspense>
          <ReopenButton entry={row.server} />
        </Suspense>
      )}
      {mayVoid && <VoidButton id={row.id} />}
    </div>
  );
}

/** A void cannot be taken back, so this one action is asked about. */
function VoidButton({ id }: { id: string }) {
  const { db, runner, now } = useDevice();
  const [isAsking, setAsking] = useState(false);
  const takeBack = async (): Promise<void> => {
    await voidEntry(db, id, now());
    runner.workAdded();
    setAsking(false);
    showToast({ text: readingMessages.entry.voidDone });
  };
  return (
    <>
      <Button kind="danger" icon={<Ban />} onClick={() => setAsking(true)}>
        {readingMessages.entry.void}
      </Button>
      <Dialog title={readingMessages.entry.voidAsk} open={isAsking} onClose={() => setAsking(false)}>
        <ul className={style.keeps}>
          {readingMessages.entry.voidKeeps.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Button kind="danger" icon={<Ban />} onClick={() => void takeBack()}>
          {readingMessages.entry.voidYes}
        </Button>
        <Button kind="plain" onClick={() => setAsking(false)}>
          {readingMessages.entry.voidNo}
        </Button>
      </Dialog>
    </>
  );
}
