import { useState } from 'react';
import type { Kind } from '../../domain/kinds/field.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { Button } from '../ui/button.tsx';
import { valueText, type UnitName } from '../ui/detail-lines.ts';
import style from './import.module.css';
import type { LineReading } from './read-lines.ts';

const pageSize = 20;

/** How the lines were read, which is not always how they were typed: days and numbers as the book will have them. */
export function ReadyLines({ kind, readings, nameOf }: { kind: Kind; readings: readonly LineReading[]; nameOf: UnitName }) {
  const [shown, setShown] = useState(pageSize);
  const columns = kind.fields.filter((field) => readings.some(({ values }) => values[field.name] !== undefined));
  return (
    <div className={style.ready}>
      <h2 id="ready-lines">{words.ready}</h2>
      {/* Wider than any phone: it is scrolled by itself, by keys too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without a stop of its own the keyboard could not scroll it */}
      <section className={style.scrolled} tabIndex={0} aria-labelledby="ready-lines">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.lineHeading}</th>
              {columns.map((field) => (
                <th key={field.name} scope="col">
                  {field.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {readings.slice(0, shown).map(({ line, number, values }) => (
              <tr key={line.id}>
                <th scope="row">{number}</th>
                {columns.map((field) => (
                  <td key={field.name}>{valueText(field, values[field.name] ?? null, nameOf)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {readings.length > shown && (
        <Button kind="plain" onClick={() => setShown(shown + 5 * pageSize)}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
