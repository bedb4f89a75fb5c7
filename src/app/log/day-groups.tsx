import type { ReactNode } from 'react';
import { formatDayLong, type Day } from '../../domain/text.ts';
import style from './log.module.css';

interface Row {
  id: string;
  day: Day;
  content: ReactNode;
}

/** Rows that come sorted by day, under a heading for each day. */
export function DayGroups({ rows }: { rows: Row[] }) {
  const days = new Map<Day, Row[]>();
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return (
    <div className={style.days}>
      {[...days].map(([day, ofDay]) => (
        <section key={day} className={style.day}>
          <h3>{formatDayLong(day)}</h3>
          <ul className="list">
            {ofDay.map((row) => (
              <li key={row.id}>{row.content}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
