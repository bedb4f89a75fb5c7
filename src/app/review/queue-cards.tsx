import { Link } from 'wouter';
import { kindHead } from '../../domain/kinds/index.ts';
import { KindIcon } from '../ui/icon.tsx';
import { FlagBadges } from './flag-badges.tsx';
import style from './queue.module.css';
import { useReviewView } from './review-view.ts';
import type { QueueItem } from './use-queue.ts';

/** The list on a small screen: each row opens the item on a page of its own. */
export function QueueCards({ items, refused }: { items: readonly QueueItem[]; refused: ReadonlySet<string> }) {
  const skipped = useReviewView((view) => view.skipped);
  return (
    <ul className="list">
      {items.map((item) => {
        const head = kindHead(item.row.entry.kind);
        return (
          <li key={item.id}>
            <Link href={`/review/${item.id}`} className={style.card}>
              {head && <KindIcon icon={head.icon} />}
              <span className={style.cardText}>
                <span className={style.cardTitle}>{item.title}</span>
                <span className="quiet">
                  {item.row.unitName} · <span className="together">{item.day}</span>
                  {item.figure && (
                    <>
                      {' · '}
                      <span className="together">{item.figure}</span>
                    </>
                  )}
                </span>
                <FlagBadges flags={item.flags} isRefused={refused.has(item.id)} isSkipped={skipped.includes(item.id)} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
