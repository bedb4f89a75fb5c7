import type { Field, Kind } from '../../domain/kinds/field.ts';
import { textOf } from '../../domain/kinds/field.ts';
import { textOfCell } from '../../documents/read-cell.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { Button } from '../ui/button.tsx';
import { Check, Trash2, TriangleAlert } from '../ui/icon.tsx';
import type { Problem } from '../ui/problems.ts';
import style from './import.module.css';
import type { LineReading } from './read-lines.ts';

/** A line that somebody should look at: what is said of it, and each cell that it is said of, to be mended where it stands. */
export function AskedLine({
  kind,
  fields,
  reading,
  isMended,
  onMend,
  onLeaveOut,
}: {
  kind: Kind;
  fields: readonly (string | null)[];
  reading: LineReading;
  /** Somebody changed it here just now. */
  isMended: boolean;
  onMend: (field: string, text: string) => void;
  onLeaveOut: () => void;
}) {
  const { line, number, problems, values, state } = reading;
  const place = `line-${line.id}`;
  return (
    <li className={`card ${style.line}`} aria-labelledby={place}>
      <h3 id={place}>
        {words.line(number)}
        {textOf(values, 'title') && <span className={style.lineTitle}>{textOf(values, 'title')}</span>}
      </h3>
      {state !== 'faulty' && isMended && (
        <p className={style.mended}>
          <Check size={20} />
          {words.mended}
        </p>
      )}
      {problems.map((problem) => {
        const field = kind.fields.find((each) => each.name === problem.field);
        return field ? (
          <Cell
            key={problem.field}
            field={field}
            problem={problem}
            id={`${place}-${field.name}`}
            text={textOfCell(field, line.cells[fields.indexOf(field.name)] ?? '')}
            onMend={(text) => onMend(field.name, text)}
          />
        ) : (
          <p key={problem.field} className={style.problem}>
            {problem.sentence}
          </p>
        );
      })}
      <Button kind="plain" icon={<Trash2 />} onClick={onLeaveOut}>
        {words.leaveOut(number)}
      </Button>
    </li>
  );
}

/** Uncontrolled: what is typed stays the input's own until it is left. */
function Cell(props: { field: Field; problem: Problem; id: string; text: string; onMend: (text: string) => void }) {
  const { field, problem, id, text, onMend } = props;
  const said = `${id}-said`;
  return (
    <div className={style.cell}>
      <label htmlFor={id}>{field.label}</label>
      {field.type === 'choice' ? (
        <select
          id={id}
          aria-describedby={said}
          defaultValue={field.options.find((option) => option.label === text)?.label ?? ''}
          onChange={(event) => onMend(event.currentTarget.value)}
        >
          <option value="">{words.chooseOption}</option>
          {field.options.map((option) => (
            <option key={option.id}>{option.label}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          autoComplete="off"
          aria-describedby={said}
          aria-invalid={problem.level !== 'doubt'}
          defaultValue={text}
          onBlur={(event) => event.currentTarget.value !== text && onMend(event.currentTarget.value.normalize('NFC'))}
        />
      )}
      <p id={said} className={problem.level === 'doubt' ? style.doubt : style.problem}>
        <TriangleAlert size={20} />
        {problem.sentence}
      </p>
    </div>
  );
}
