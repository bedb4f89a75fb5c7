import { textOfCell } from '../../documents/read-cell.ts';
import { isRequired } from '../../domain/asked.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import type { ImportRow } from '../../localdb/imports.ts';
import { importMessages } from '../messages/vi.import.ts';
import { Fold } from '../ui/fold.tsx';
import style from './import.module.css';

const words = importMessages.columns;

/** Which column fills which field; opens itself while a required field has neither a column nor a usual value. */
export function ColumnMatching({
  kind,
  sheet,
  given,
  onMatch,
}: {
  kind: Kind;
  sheet: ImportRow;
  given: FieldValues;
  onMatch: (fields: ImportRow['fields']) => void;
}) {
  const matched = sheet.fields.filter((field) => field !== null).length;
  const missing = kind.fields.filter(
    (field) => isRequired(field, {}) && field.shown === undefined && !sheet.fields.includes(field.name) && given[field.name] === undefined,
  );
  const match = (column: number, name: string | null): void =>
    // One field, one column: who takes it from another column means it.
    onMatch(sheet.fields.map((before, place) => (place === column ? name : before === name ? null : before)));
  return (
    <Fold
      title={words.title(matched, sheet.fields.length)}
      hint={missing.length > 0 ? words.missing(missing.map((field) => field.label).join(', ')) : undefined}
      asks={missing.length > 0 && matched === 0}
    >
      {sheet.header.map((heading, column) => (
        <label key={`${column} ${heading}`} className={style.column}>
          <span>
            {words.label(heading)}
            <span className="quiet">{exampleOf(kind, sheet, column)}</span>
          </span>
          <select value={sheet.fields[column] ?? ''} onChange={(event) => match(column, event.currentTarget.value || null)}>
            <option value="">{words.leave}</option>
            {kind.fields.map((field) => (
              <option key={field.name} value={field.name}>
                {field.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </Fold>
  );
}

function exampleOf(kind: Kind, { lines, fields }: ImportRow, column: number): string {
  const cell = lines.map((line) => line.cells[column] ?? '').find((each) => each !== '');
  if (cell === undefined) return '';
  const field = kind.fields.find((each) => each.name === fields[column]);
  return words.example((field ? textOfCell(field, cell) : String(cell)).slice(0, 60));
}
