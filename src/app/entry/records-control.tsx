import { useState } from 'react';
import type { RecordsField } from '../../domain/kinds/field.ts';
import { recordMessages as words } from '../messages/vi.records.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { Plus, Trash2 } from '../ui/icon.tsx';
import { rowsOf } from './controls.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { readRecentRows } from './recent-rows.ts';
import { Chips } from './text-control.tsx';

/** A short list of rows. Adding and removing draws the rows anew from the form's own values; typing never does. */
export function RecordsControl({ field, remarks }: { field: RecordsField; remarks: Remarks }) {
  const { form } = useFormTools();
  const { db } = useDevice();
  const recent = useLiveQuery(() => readRecentRows(db, field.name), [db, field.name]) ?? [];
  const read = (): Record<string, string>[] => rowsOf(form.getValues(), field.name);
  const [drawn, setDrawn] = useState(() => ({ count: Math.max(1, read().length), version: 0 }));
  const main = field.columns[0]?.name ?? '';

  const put = (rows: Record<string, string>[]): void => {
    form.setValue(field.name, rows, { shouldDirty: true });
    setDrawn((before) => ({ count: Math.max(1, rows.length), version: before.version + 1 }));
  };
  const blank = (): Record<string, string> => Object.fromEntries(field.columns.map((column) => [column.name, '']));
  const filled = (): Record<string, string>[] => read().filter((row) => Object.values(row).some((text) => text?.trim()));
  const offered = recent.filter((row) => row[main]);

  return (
    <GroupFrame field={field} remarks={remarks}>
      {offered.length > 0 && (
        <Chips
          label={words.recent}
          values={offered.map((row) => row[main] ?? '')}
          onChoose={(_, index) => put([...filled(), { ...blank(), ...offered[index] }])}
        />
      )}
      <ol className={style.records}>
        {Array.from({ length: drawn.count }, (_, index) => (
          <li key={`${drawn.version}-${index}`} className={style.record}>
            <RecordRow field={field} index={index} isOnly={drawn.count === 1} holds={read()[index] ?? {}} />
            {drawn.count > 1 && (
              <Button kind="danger" icon={<Trash2 size={20} />} onClick={() => put(read().filter((__, place) => place !== index))}>
                {words.remove(index + 1)}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {drawn.count < field.maximumCount && (
        <Button
          kind="plain"
          icon={<Plus />}
          onClick={() => put([...Array.from({ length: drawn.count }, (_, index) => read()[index] ?? blank()), blank()])}
        >
          {words.add}
        </Button>
      )}
    </GroupFrame>
  );
}

/** What a row must have, and the rest behind a word: one name is enough on most days. */
function RecordRow({
  field,
  index,
  isOnly,
  holds,
}: {
  field: RecordsField;
  index: number;
  isOnly: boolean;
  holds: Record<string, string>;
}) {
  const needed = field.columns.filter((column) => column.required);
  const more = field.columns.filter((column) => !column.required);
  // As it was found: it does not close under the hands of who empties a box of it.
  const [isOpen] = useState(() => more.some((column) => holds[column.name]));
  const draw = (columns: RecordsField['columns']) =>
    columns.map((column) => <Cell key={column.name} field={field} index={index} column={column} isOnly={isOnly} />);
  return (
    <>
      {draw(needed)}
      {more.length > 0 && (
        <details className={style.more} open={isOpen}>
          <summary>+ {more.map((column) => column.label).join(', ')}</summary>
          <div>{draw(more)}</div>
        </details>
      )}
    </>
  );
}

function Cell({
  field,
  index,
  column,
  isOnly,
}: {
  field: RecordsField;
  index: number;
  column: RecordsField['columns'][number];
  isOnly: boolean;
}) {
  const { form } = useFormTools();
  const id = `${field.name}-${index}-${column.name}`;
  return (
    <div>
      <label htmlFor={id} className={style.sublabel}>
        {column.label}
        {!isOnly && <span className="visually-hidden"> {words.row(field.label, index + 1)}</span>}
      </label>
      <input
        id={id}
        type="text"
        className={style.input}
        autoComplete="off"
        enterKeyHint="next"
        inputMode={column.address ? 'url' : column.count ? 'numeric' : undefined}
        {...form.register(`${field.name}.${index}.${column.name}`)}
      />
    </div>
  );
}
