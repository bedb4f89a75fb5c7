import * as fc from 'fast-check';
import type { Entry } from '../../src/domain/entry.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import type { Unit } from '../../src/domain/unit.ts';
import { isValidOn } from '../../src/domain/unit.ts';
import { addDays } from '../../src/domain/text.ts';

/** Entries of any state that plans count, for units that are there on their days. */
export function planEntries(units: readonly Unit[], year: number): fc.Arbitrary<Entry[]> {
  const day = fc.integer({ min: -40, max: 400 }).map((offset) => addDays(`${year - 1}-12-15`, offset));
  const values = fc.oneof(
    fc
      .record({ first: day, days: fc.integer({ min: 1, max: 12 }), airings: fc.integer({ min: 1, max: 30 }) })
      .map(({ first, days, airings }): [string, string, FieldValues] => [
        'broadcast',
        first,
        { airDates: Array.from({ length: days }, (_, index) => addDays(first, index)), airings },
      ]),
    fc
      .record({ on: day, classes: fc.integer({ min: 1, max: 3 }), attendance: fc.integer({ min: 1, max: 400 }) })
      .map(({ on, classes, attendance }): [string, string, FieldValues] => ['training', on, { startDate: on, classes, attendance }]),
    fc
      .record({
        on: day,
        type: fc.constantFrom('panel', 'poster'),
        action: fc.constantFrom('newlyMounted', 'takenDown'),
        quantity: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ on, type, action, quantity }): [string, string, FieldValues] => [
        'visualDisplay',
        on,
        { mountedOn: on, displayType: type, action, quantity },
      ]),
    fc
      .record({
        on: day,
        outlet: fc.constantFrom('communeWebsite', 'printNewspaper', 'provincialPortal'),
        origin: fc.constantFrom('own', 'own', 'repost'),
      })
      .map(({ on, outlet, origin }): [string, string, FieldValues] => ['mediaItem', on, { publishedOn: on, outletType: outlet, origin }]),
    fc
      .record({ on: day, answer: fc.boolean() })
      .map(({ on, answer }): [string, string, FieldValues] => ['feedback', on, { receivedOn: on, ...(answer && { answeredOn: on }) }]),
  );
  const entry = fc
    .record({
      id: fc.uuid(),
      unit: fc.constantFrom(...units),
      made: values,
      status: fc.constantFrom<Entry['status']>('draft', 'submitted', 'returned', 'approved', 'rejected', 'void'),
      task: fc.constantFrom('', '', '', 't01', 't07', 't14', 'unknown'),
      others: fc.oneof({ weight: 3, arbitrary: fc.constant<Unit[]>([]) }, fc.subarray([...units], { maxLength: 3 })),
    })
    .filter(({ unit, made: [, on] }) => isValidOn(unit, on))
    .map(({ id, unit, made: [kind, , filled], status, task, others }) => {
      const coOrganisers = others.map(({ key }) => key);
      const together = { ...filled, ...(coOrganisers.length > 0 && { coOrganisers }) };
      return planEntry({ id, unit: unit.key, kind, status, values: together, task });
    });
  return fc.uniqueArray(entry, { maxLength: 60, selector: ({ id }) => id });
}

export function planEntry(given: {
  id: string;
  unit: string;
  kind: string;
  status: Entry['status'];
  values: FieldValues;
  task?: string;
}): Entry {
  const { task, values, ...rest } = given;
  return {
    ...rest,
    values: { ...values, ...(task && { taskId: task }) },
    revision: 1,
    photos: [],
    author: { id: 'author', name: 'Nguyễn Văn Ấp' },
    createdAt: 0,
    receivedAt: 0,
    submittedAt: 0,
    updatedAt: 0,
    review: null,
    comments: [],
    changes: {},
    conflicts: [],
  };
}
