import { Link } from 'wouter';
import { reviewMessages } from '../messages/vi.review.ts';
import style from './item.module.css';
import type { QueueItem } from './use-queue.ts';

const words = reviewMessages.doubles;

/** Which other entry it may be once more, to be looked at before deciding. */
export function ItemDoubles({ item }: { item: QueueItem }) {
  const known = (item.row.doubles ?? []).flatMap(({ why, entry }) =>
    why === 'alike' || why === 'address' || why === 'photo' ? [{ why, entry } as const] : [],
  );
  if (known.length === 0) return null;
  return (
    <ul className={`${style.compared} ${style.lines}`}>
      {known.map(({ why, entry }) => (
        <li key={`${why} ${entry}`}>
          {words[why]} {entry === null ? words.notYours : <Link href={`/e/${entry}`}>{words.see}</Link>}
        </li>
      ))}
    </ul>
  );
}
