import { useLiveQuery } from 'dexie-react-hooks';
import { Link } from 'wouter';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { problemEntries, type SendingFacts } from '../state/sending.tsx';
import { titleOf } from '../ui/entry-row.tsx';
import { ChevronRight, TriangleAlert } from '../ui/icon.tsx';
import style from './outbox.module.css';

/** Each with its reason and the next step; nothing of it leaves this device. */
export function ProblemList({ facts }: { facts: SendingFacts }) {
  const { db } = useDevice();
  const ids = [...problemEntries(facts)];
  const rows = useLiveQuery(() => db.entries.bulkGet(ids), [db, ids.join()]);
  if (ids.length === 0) return null;
  return (
    <section className={style.section}>
      <h2 className={style.problems}>
        <TriangleAlert />
        {readingMessages.outbox.problems}
      </h2>
      <ul className="list">
        {ids.map((id, index) => {
          const row = rows?.[index];
          const [what, todo] = sentenceFor(id, facts);
          return (
            <li key={id}>
              <Link href={`/e/${id}`} className={style.problem}>
                <span>
                  <b>{row ? titleOf(row.view) : readingMessages.entry.title}</b>
                  <span>{what}</span>
                  <span className="quiet">{todo}</span>
                </span>
                <ChevronRight />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function sentenceFor(id: string, facts: SendingFacts): readonly string[] {
  const held = facts.held.filter((row) => row.entry === id).at(-1);
  if (held) return readingMessages.held[held.reason];
  const photo = facts.badPhotos.find((each) => each.entry === id);
  return photo ? readingMessages.badPhoto[photo.state] : readingMessages.stranded;
}
