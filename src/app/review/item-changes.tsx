import type { Entry } from '../../domain/entry.ts';
import { formatInstant } from '../../domain/text.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { changeLines, conflictLines } from './change-lines.ts';
import { flagLabel } from './flag-label.ts';
import style from './item.module.css';
import type { QueueItem } from './use-queue.ts';
import type { UnitName } from '../ui/detail-lines.ts';

/** What was asked for the last time, and what was done about it. */
export function ItemChanges({ item, unitName }: { item: QueueItem; unitName: UnitName }) {
  const { entry } = item.row;
  const changes = changeLines(entry, item.kind, unitName);
  const conflicts = conflictLines(entry, item.kind, unitName);
  const { earlier } = reviewMessages;
  return (
    <>
      {entry.review && (
        <div className={style.earlier}>
          <h3>{earlier.title(entry.review.by.name, formatInstant(entry.review.at))}</h3>
          <p>{entry.review.remark}</p>
          <FlaggedPlaces flags={entry.review.flags} item={item} entry={entry} />
        </div>
      )}
      {entry.review && (
        <div className={style.compared}>
          <h3>{reviewMessages.changes.title}</h3>
          {changes.length > 0 ? <Lines lines={changes} /> : <p>{reviewMessages.changes.none}</p>}
        </div>
      )}
      {conflicts.length > 0 && (
        <div className={style.compared}>
          <h3>{reviewMessages.conflicts.title}</h3>
          <Lines lines={conflicts} />
        </div>
      )}
    </>
  );
}

function FlaggedPlaces({ flags, item, entry }: { flags: readonly string[]; item: QueueItem; entry: Entry }) {
  if (flags.length === 0) return null;
  return <p>{reviewMessages.earlier.flags(flags.map((flag) => flagLabel(flag, item.kind, entry)).join(', '))}</p>;
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className={style.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
