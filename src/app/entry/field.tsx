import type { Field } from '../../domain/kinds/field.ts';
import { ChoiceControl } from './choice-control.tsx';
import { ChoicesControl } from './choices-control.tsx';
import { DayControl } from './day-control.tsx';
import { DaysControl } from './days-control.tsx';
import type { Remarks } from './field-frame.tsx';
import { NumberControl } from './number-control.tsx';
import { PositionControl } from './position-control.tsx';
import { RecordsControl } from './records-control.tsx';
import { TaskControl } from './task-control.tsx';
import { TextControl } from './text-control.tsx';
import { TimesControl } from './times-control.tsx';
import { UnitsControl } from './units-control.tsx';

/** The one renderer of all fields: a kind's data in, native controls out. */
export function FieldView({ field, remarks }: { field: Field; remarks: Remarks }) {
  switch (field.type) {
    case 'text':
      return <TextControl field={field} remarks={remarks} />;
    case 'number':
      return <NumberControl field={field} remarks={remarks} />;
    case 'day':
      return <DayControl field={field} remarks={remarks} />;
    case 'days':
      return <DaysControl field={field} remarks={remarks} />;
    case 'times':
      return <TimesControl field={field} remarks={remarks} />;
    case 'choice':
      return <ChoiceControl field={field} remarks={remarks} />;
    case 'choices':
      return <ChoicesControl field={field} remarks={remarks} />;
    case 'units':
      return <UnitsControl field={field} remarks={remarks} />;
    case 'records':
      return <RecordsControl field={field} remarks={remarks} />;
    case 'task':
      return <TaskControl field={field} remarks={remarks} />;
    case 'position':
      return <PositionControl field={field} remarks={remarks} />;
  }
}
