import { Suspense } from 'react';
import type { Field, Kind } from '../../domain/kinds/field.ts';
import { lazyExtra, lazyPart } from '../ui/lazy-part.tsx';
import { ChoiceControl } from './choice-control.tsx';
import { ChoicesControl } from './choices-control.tsx';
import { DayControl } from './day-control.tsx';
import type * as DaysAndTimes from './days-and-times.ts';
import type { Remarks } from './field-frame.tsx';
import { NumberControl } from './number-control.tsx';
import { TextControl } from './text-control.tsx';

/** What most forms have none of comes by itself. */
const RecordsControl = lazyPart(async () => (await import('./records-control.tsx')).RecordsControl);
const UnitsControl = lazyPart(async () => (await import('./units-control.tsx')).UnitsControl);
const CoOrganisersControl = lazyExtra(async () => (await import('./co-organisers-control.tsx')).CoOrganisersControl);
const PositionControl = lazyExtra(async () => (await import('./position-control.tsx')).PositionControl);
const TaskControl = lazyExtra(async () => (await import('./task-control.tsx')).TaskControl);

let daysAndTimes: typeof DaysAndTimes | null = null;

/** Before a form is shown: what is drawn at its top a moment later pushes away what somebody is about to tap. */
export async function loadControls({ fields }: Kind): Promise<void> {
  if (fields.some(({ type }) => type === 'times')) daysAndTimes = await import('./days-and-times.ts');
}

/** The one renderer of all fields: a kind's data in, native controls out. */
export function FieldView(asked: { field: Field; remarks: Remarks }) {
  return (
    <Suspense>
      <Control {...asked} />
    </Suspense>
  );
}

function Control({ field, remarks }: { field: Field; remarks: Remarks }) {
  switch (field.type) {
    case 'text':
      return <TextControl field={field} remarks={remarks} />;
    case 'number':
      return <NumberControl field={field} remarks={remarks} />;
    case 'day':
      return <DayControl field={field} remarks={remarks} />;
    case 'days':
      return daysAndTimes && <daysAndTimes.DaysControl field={field} remarks={remarks} />;
    case 'times':
      return daysAndTimes && <daysAndTimes.TimesControl field={field} remarks={remarks} />;
    case 'choice':
      return <ChoiceControl field={field} remarks={remarks} />;
    case 'choices':
      return <ChoicesControl field={field} remarks={remarks} />;
    case 'units':
      return field.offered === 'served' ? (
        <UnitsControl field={field} remarks={remarks} />
      ) : (
        <CoOrganisersControl field={field} remarks={remarks} />
      );
    case 'records':
      return <RecordsControl field={field} remarks={remarks} />;
    case 'task':
      return <TaskControl field={field} remarks={remarks} />;
    case 'position':
      return <PositionControl field={field} remarks={remarks} />;
  }
}
