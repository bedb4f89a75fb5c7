import { formatDayShort } from '../../domain/text.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { EntryChip } from '../state/entry-chip-view.tsx';
import { waitingEntries, type SendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Empty } from '../ui/empty.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import style from './outbox.module.css';
import { readWaitingList } from './read-waiting-list.ts';

/** More is read by nobody; the count above tells of all. The newest: they stay in place while the older ones go. */
const mostShown = 50;

export function WaitingList({ facts }: { facts: SendingFacts }) {
  const { db } = useDevice();
  const ids = [...waitingEntries(facts)].slice(-mostShown);
  const lines = useLiveQuery(() => readWaitingList(db, ids), [db, ids.join()]);
  if (ids.length === 0) return <Empty text={readingMessages.outbox.nothing} />;
  return (
    <section className={style.section}>
      <h2>{readingMessages.outbox.waiting}</h2>
      <ul className="list">
        {lines?.map(({ entry, title, day, chip }) => (
          <li key={entry.id}>
            <EntryRow entry={entry} title={title} note={day === '' ? undefined : formatDayShort(day)} chip={<EntryChip row={chip} />} />
          </li>
        ))}
      </ul>
    </section>
  );
}
