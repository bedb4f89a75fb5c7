import { Link } from 'wouter';
import type { EntryRow } from '../../localdb/rows.ts';
import { messages } from '../messages/vi.ts';
import { titleOf } from '../ui/entry-row.tsx';
import { ChevronRight, CornerUpLeft } from '../ui/icon.tsx';
import style from './today.module.css';

/** What reviewers sent back, with their words. */
export function ReturnedCard({ rows }: { rows: EntryRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className={`card ${style.returned}`}>
      <h2>
        <CornerUpLeft />
        {messages.today.returned(rows.length)}
      </h2>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link href={`/e/${row.id}/fix`} className={style.item}>
              <span className={style.words}>
                <b>{titleOf(row.view)}</b>
                {row.view.review?.remark && <span>{messages.today.quoted(row.view.review.remark)}</span>}
              </span>
              <ChevronRight />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
