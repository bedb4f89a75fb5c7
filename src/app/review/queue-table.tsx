import type { MouseEvent } from 'react';
import { Link } from 'wouter';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { FlagBadges } from './flag-badges.tsx';
import { whyBlocked } from './may-decide.ts';
import style from './queue.module.css';
import { selectItem, toggleItem, useReviewView } from './review-view.ts';
import { openConflicts } from './review-flags.ts';
import { selectedMark } from './review-focus.ts';
import type { QueueItem } from './use-queue.ts';

/** The list beside the item, on a large screen. */
export function QueueTable({
  items,
  selected,
  refused,
}: {
  items: readonly QueueItem[];
  selected: string | null;
  refused: ReadonlySet<string>;
}) {
  const { columns } = reviewMessages;
  return (
    <div className={style.tableFrame}>
      <table className={style.table}>
        <caption className="visually-hidden">{reviewMessages.list}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{reviewMessages.together.column}</span>
            </th>
            <th scope="col">{columns.day}</th>
            <th scope="col">{columns.unit}</th>
            <th scope="col">{columns.content}</th>
            <th scope="col">{columns.figure}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <TableRow key={item.id} item={item} isSelected={item.id === selected} isRefused={refused.has(item.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableRow({ item, isSelected, isRefused }: { item: QueueItem; isSelected: boolean; isRefused: boolean }) {
  const { person } = useDevice();
  const isChosen = useReviewView((view) => view.chosen.has(item.id));
  const { entry } = item.row;
  const mayChoose = whyBlocked(entry, person, item.isWaiting) === null && openConflicts(entry, item.kind).length === 0;
  const isSkipped = useReviewView((view) => view.skipped.includes(item.id));
  const choose = (event: MouseEvent): void => {
    // A new tab is still a new tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    selectItem(item.id);
  };
  return (
    <tr className={isSelected ? style.selected : undefined} onClick={choose}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the box in it is what is pressed; the cell only keeps the row out of it */}
      <td className={style.choose} onClick={(event) => event.stopPropagation()}>
        <label>
          <input
            type="checkbox"
            checked={isChosen}
            disabled={!mayChoose}
            aria-label={reviewMessages.together.choose(item.title)}
            onChange={() => toggleItem(item.id, entry.revision)}
          />
        </label>
      </td>
      <td className="together">{item.day}</td>
      <td>{item.row.unitName}</td>
      <td>
        <Link
          href={`/review/${item.id}`}
          className={style.content}
          onClick={choose}
          {...(isSelected && { 'aria-current': 'true' as const, ...selectedMark })}
        >
          {item.title}
        </Link>
        <FlagBadges flags={item.flags} isRefused={isRefused} isSkipped={isSkipped} />
      </td>
      <td className="together">{item.figure}</td>
    </tr>
  );
}
