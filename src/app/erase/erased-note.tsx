import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import type { HistoryItem } from '../../sync/history.ts';
import { eraseMessages } from '../messages/vi.erase.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import style from './erase.module.css';

const words = eraseMessages.erased;

/** What is left of an erased entry: who did what kind of thing, and when. */
export function ErasedNote({ changes }: { changes: readonly HistoryItem[] }) {
  const act = changes.find((change) => change.type === 'erase');
  return (
    <section className={`card ${style.erased}`} aria-labelledby="erased-title">
      <h2 id="erased-title">{words.title}</h2>
      {act && <p>{words.by(act.by, momentOf(act.at))}</p>}
      {act?.remark && <p>{words.reason(act.remark)}</p>}
      <p className="quiet">{words.left}</p>
      <ol>
        {changes.map((change) => (
          <li key={`${change.at} ${change.device} ${change.type} ${change.outcome} ${change.by} ${change.remark}`}>
            <b>{readingMessages.history.types[change.type] ?? change.type}</b> · {words.by(change.by, momentOf(change.at))}
          </li>
        ))}
      </ol>
    </section>
  );
}

function momentOf(at: number): string {
  return `${timeOf(at)} ${formatDayShort(dayOf(at))}`;
}
