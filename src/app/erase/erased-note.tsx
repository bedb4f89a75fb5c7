import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import { dismissRefused } from '../../localdb/dismiss-refused.ts';
import { isOfErased } from '../../localdb/forget-erased.ts';
import type { HistoryItem } from '../../sync/history.ts';
import { eraseMessages } from '../messages/vi.erase.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { Button } from '../ui/button.tsx';
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

/** What this device had not sent in time. Its words are gone; that they were not taken is read once and let go. */
export function RefusedNote({ id }: { id: string }) {
  const { db, now } = useDevice();
  const held = useSendingFacts()?.held ?? [];
  if (!held.some((row) => row.entry === id && isOfErased(row))) return null;
  const [safe, what, whatToDo] = readingMessages.erased;
  return (
    <section className={`card ${style.erased}`}>
      <p>
        {safe} <b>{what}</b> {whatToDo}
      </p>
      <div>
        <Button kind="plain" onClick={() => void dismissRefused(db, id, now())}>
          {readingMessages.dismissRefused}
        </Button>
      </div>
    </section>
  );
}

function momentOf(at: number): string {
  return `${timeOf(at)} ${formatDayShort(dayOf(at))}`;
}
