import { Link } from 'wouter';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { problemEntries, type SendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { titleOf } from '../ui/entry-row.tsx';
import { ChevronRight, TriangleAlert } from '../ui/icon.tsx';
import { refusedSentences } from '../ui/refused-sentences.ts';
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
          const [safe, what, whatToDo] = sentenceFor(id, facts);
          return (
            <li key={id}>
              <Link href={`/e/${id}`} className={style.problem}>
                <span>
                  <b className={style.title}>{row ? titleOf(row.view) : readingMessages.entry.title}</b>
                  <span>
                    {safe} {what}
                  </span>
                  <span className="quiet">{whatToDo}</span>
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
  const refused = refusedSentences(facts.held.filter((row) => row.entry === id)).at(-1);
  if (refused) return refused;
  const photo = facts.badPhotos.find((each) => each.entry === id);
  if (!photo) return readingMessages.stranded;
  return (photo.isAttachment ? readingMessages.badAttachment : readingMessages.badPhoto)[photo.state];
}
