import { Fragment, type ReactNode } from 'react';
import { formatNumber } from '../../domain/text.ts';
import { planMessages } from '../messages/vi.plan.ts';
import style from './plan.module.css';

const { comparison: words } = planMessages;

export interface FigureRow {
  key: string;
  name: string;
  /** Under it, over the whole width: on a phone a name's column is narrow. */
  notes?: readonly string[];
  amounts: readonly number[];
  /** What the others add up to. */
  isTotal?: true;
}

/** Two years' figures beside each other. */
export function FigureTable({
  title,
  first,
  years,
  rows,
}: {
  title: ReactNode;
  first: string;
  years: readonly number[];
  rows: readonly FigureRow[];
}) {
  return (
    <div className={style.tableFrame}>
      <table className={style.figures}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {years.map((year) => (
              <th key={year} scope="col">
                {words.year(year)}
              </th>
            ))}
            <th scope="col">{words.change}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, notes, amounts, isTotal }) => (
            <Fragment key={key}>
              <tr className={isTotal && style.total}>
                <th scope="row">{name}</th>
                {amounts.map((amount, column) => (
                  <td key={years[column]}>{formatNumber(amount)}</td>
                ))}
                <td>{words.changed((amounts.at(-1) ?? 0) - (amounts[0] ?? 0))}</td>
              </tr>
              {notes !== undefined && notes.length > 0 && (
                <tr className={style.notes}>
                  <td colSpan={years.length + 2}>
                    {notes.map((note) => (
                      <p key={note}>{note}</p>
                    ))}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
