import { formatNumber, timeOf } from '../../domain/text.ts';
import type { EntryRow as Row } from '../../localdb/rows.ts';
import { messages } from '../messages/vi.ts';
import { EntryChip } from '../state/entry-chip-view.tsx';
import { LinkButton } from '../ui/button.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import style from './today.module.css';

/** A day's work of one person and more; after a big import the rest is a tap away. */
const mostShown = 20;

export function LoggedToday({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return <p className="quiet">{messages.today.nothingYet}</p>;
  return (
    <section className={style.section}>
      <h2>{messages.today.logged}</h2>
      <ul className="list">
        {rows.slice(0, mostShown).map((row) => (
          <li key={row.id}>
            <EntryRow entry={row.view} note={timeOf(row.view.createdAt)} chip={<EntryChip row={row} />} />
          </li>
        ))}
      </ul>
      {rows.length > mostShown && (
        <LinkButton href="/log" kind="plain">
          {messages.today.seeAll(formatNumber(rows.length))}
        </LinkButton>
      )}
    </section>
  );
}
