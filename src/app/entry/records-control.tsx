import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { RecordsField } from '../../domain/kinds/field.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { useDevice } from '../state/device.tsx';
import { Button } from '../ui/button.tsx';
import { Plus, Trash2 } from '../ui/icon.tsx';
import { rowsOf } from './controls.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { readRecentRows } from './recent.ts';
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
          label={words.suggestions.records}
          values={offered.map((row) => row[main] ?? '')}
          onChoose={(_, index) => put([...filled(), { ...blank(), ...offered[index] }])}
        />
      )}
      <ol className={style.records}>
        {Array.from({ length: drawn.count }, (_, index) => (
          <li key={`${drawn.version}-${index}`} className={style.record}>
            {field.columns.map((column) => (
              <div key={column.name}>
                <label htmlFor={`${field.name}-${index}-${column.name}`} className={style.sublabel}>
                  {column.label}
                  {drawn.count > 1 && <span className="visually-hidden"> {words.records.row(field.label, index + 1)}</span>}
                </label>
                <input
                  id={`${field.name}-${index}-${column.name}`}
                  type="text"
                  className={style.input}
                  autoComplete="off"
                  enterKeyHint="next"
                  {...form.register(`${field.name}.${index}.${column.name}`)}
                />
              </div>
            ))}
            {drawn.count > 1 && (
              <Button kind="danger" icon={<Trash2 size={20} />} onClick={() => put(read().filter((__, place) => place !== index))}>
                {words.records.remove(index + 1)}
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
          {words.records.add}
        </Button>
      )}
    </GroupFrame>
  );
}
