import { applyChange, type Entry, type EntryChange } from '../../domain/entry.ts';
import { differenceOf } from '../sync/stored-entry.ts';
import { recordedChange, remarkOf } from './recorded-change.ts';

export interface Sent {
  kind: string | null;
  title: string | null;
  values: Record<string, [unknown, unknown]>;
  remark: string | null;
}

/** What a change says that was not carried out: beside the entry as it is now, where there is one. */
export function readSent(body: unknown, entry: Entry | null): Sent {
  const change = recordedChange(body);
  const first = change?.type === 'new' ? change : null;
  const title = entry?.values['title'] ?? first?.set['title'];
  return {
    kind: entry?.kind ?? first?.kind ?? null,
    title: typeof title === 'string' ? title : null,
    values: change ? compare(entry, change) : {},
    remark: change ? remarkOf(change) : null,
  };
}

function compare(entry: Entry | null, change: EntryChange): Sent['values'] {
  const stamp = { by: entry?.author ?? { id: '', name: '' }, at: change.at, revision: (entry?.revision ?? 0) + 1 };
  const after = applyChange(entry, change, stamp);
  if (after) return differenceOf(entry, after);
  // Of an entry that is not there the values can only be told as they came.
  return change.type === 'edit' ? Object.fromEntries(Object.entries(change.set ?? {}).map(([field, value]) => [field, [null, value]])) : {};
}
