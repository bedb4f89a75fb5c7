import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Screen } from '../ui/screen.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import { useOlderEntry } from './use-older-entry.ts';

/** One entry, from this device or, if it is not kept here, from the server. */
export function EntryDetail({ id }: { id: string }) {
  const { db } = useDevice();
  const row = useLiveQuery(async () => (await db.entries.get(id)) ?? null, [db, id]);
  const older = useOlderEntry(id, row === null);

  if (row) return <EntrySheet row={row} unitName={undefined} />;
  if (older.status === 'loaded') return <EntrySheet row={older.row} unitName={older.unitName} />;
  return (
    <Screen title={readingMessages.entry.title} back="/log">
      {row === null && older.status !== 'loading' && (
        <Empty text={older.status === 'notHere' ? readingMessages.entry.missing : readingMessages.entry.missingOffline}>
          {older.status !== 'notHere' && (
            <Button kind="plain" onClick={older.tryAgain}>
              {messages.app.tryAgain}
            </Button>
          )}
        </Empty>
      )}
    </Screen>
  );
}
