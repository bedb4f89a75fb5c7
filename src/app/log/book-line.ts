import { coOrganisersField } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import { indicators } from '../../domain/kinds/indicators.ts';
import { kindHead } from '../../domain/kinds/index.ts';
import type { FieldValue, FieldValues } from '../../domain/kinds/field.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import type { Counted } from '../state/entry-chip.ts';

/** What the book shows and filters an entry by: a hundred thousand whole ones would not fit into a phone's memory. */
export interface BookLine extends Pick<EntryRow, 'id' | 'unit' | 'occurredOn' | 'sync' | 'search'> {
  view: Pick<Entry, 'id' | 'kind' | 'values' | 'status'> & Counted;
}

/** What most rows have in common is kept once: the disk gives each row its own. */
export function linesOf(rows: readonly EntryRow[]): BookLine[] {
  const words = new Map<string, string>();
  const once = <Word extends string>(word: Word): Word => {
    if (!words.has(word)) words.set(word, word);
    return (words.get(word) ?? word) as Word;
  };
  const lists = new Map<string, FieldValue>();
  const onceValue = (value: FieldValue): FieldValue => {
    if (typeof value !== 'object') return value;
    const written = JSON.stringify(value);
    const known = lists.get(written) ?? value;
    lists.set(written, known);
    return known;
  };
  return rows.map(({ id, unit, occurredOn, sync, search, view }) => ({
    id,
    unit: once(unit),
    occurredOn: once(occurredOn),
    sync: once(sync),
    search,
    view: {
      id,
      kind: once(view.kind),
      status: once(view.status),
      values: shownValues(view, onceValue),
      conflicts: countOf(view.conflicts),
      photos: countOf(view.photos),
      attachments: countOf(view.attachments ?? []),
    },
  }));
}

/** What the figures of the plan ask of an entry. */
const askedByTasks = [
  ...new Set(indicators.flatMap(({ where = [] }) => where.map((asked) => ('filled' in asked ? asked.filled : asked.field)))),
];

function shownValues({ kind, values }: Entry, once: (value: FieldValue) => FieldValue): FieldValues {
  const shown: FieldValues = {};
  for (const field of ['title', 'topics', 'taskId', coOrganisersField, kindHead(kind)?.figure?.field, ...askedByTasks]) {
    const value = field && values[field];
    if (field && value !== undefined && value !== '') shown[field] = once(value);
  }
  const { day = '' } = kindHead(kind) ?? {};
  const days = values[day];
  // Of one day there is `occurredOn`; a series may reach into the next year's plan.
  if (Array.isArray(days) && days.length > 1) shown[day] = days;
  return shown;
}

const none = { length: 0 };

function countOf({ length }: readonly unknown[]): { length: number } {
  return length === 0 ? none : { length };
}
