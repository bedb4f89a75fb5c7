import { covers } from '../domain/covers.ts';
import { applyChange, type Entry, type EntryChange } from '../domain/entry.ts';
import type { LocalDatabase } from './database.ts';
import { readBody, readKnown, type Known } from './entry-view.ts';
import type { DraftRow } from './rows.ts';

/** What may be done about the refused changes of an entry. */
export interface RefusedStanding {
  /** The server has nothing of it. */
  isWhole: boolean;
  /** Words were refused that no waiting change says anew. */
  hasWords: boolean;
  /** Something of it waits for an answer. */
  waits: boolean;
}

export async function readRefusedStanding(db: LocalDatabase, id: string): Promise<RefusedStanding> {
  const known = await db.transaction('r', [db.entries, db.outbox, db.held, db.meta], () => readKnown(db, id));
  return {
    isWhole: known.view !== null && known.server === null,
    hasWords: wordsOf(known).length > 0,
    waits: known.waiting.some((row) => readBody(row).type !== 'dismiss'),
  };
}

/**
 * An entry of the server's with what was refused of it put on top, as another try begins; null where there is nothing to
 * be put. Of one that the server has nothing of, everything is in sight already.
 */
export async function readAgain(
  db: LocalDatabase,
  id: string,
): Promise<{ before: Entry; after: Entry; said: Required<DraftRow>['again'] } | null> {
  const known = await db.transaction('r', [db.entries, db.outbox, db.held, db.meta], () => readKnown(db, id));
  const before = known.view;
  const edits = wordsOf(known).map(asEdit);
  if (!before || !known.server || edits.length === 0) return null;
  const after = edits.reduce(
    (entry, edit) => applyChange(entry, edit, { by: known.by, at: edit.at, revision: entry.revision }) ?? entry,
    before,
  );
  return {
    before,
    after,
    said: {
      fields: namesIn(edits.flatMap(({ set, add, remove }) => [set, add, remove])),
      photos: filesIn(edits.flatMap((edit) => [edit.photosAdded, edit.photosRemoved])),
      attachments: filesIn(edits.flatMap((edit) => [edit.attachmentsAdded, edit.attachmentsRemoved])),
    },
  };
}

type Words = Extract<EntryChange, { type: 'new' | 'edit' | 'resolve' }>;
type Edit = Extract<EntryChange, { type: 'edit' }>;

function wordsOf({ held, waiting }: Known): Words[] {
  return held.flatMap((row) => {
    const change = readBody(row);
    if (change.type !== 'new' && change.type !== 'edit' && change.type !== 'resolve') return [];
    return waiting.some((later) => later.n > row.n && covers(readBody(later), change)) ? [] : [change];
  });
}

function namesIn(lists: readonly (object | undefined)[]): string[] {
  return [...new Set(lists.flatMap((list) => Object.keys(list ?? {})))];
}

function filesIn(lists: readonly (readonly (string | { id: string })[] | undefined)[]): string[] {
  return [...new Set(lists.flatMap((list = []) => list.map((file) => (typeof file === 'string' ? file : file.id))))];
}

/** Whether it is submitted is said when it is saved. */
function asEdit(change: Words): Edit {
  const { id, at, base } = change;
  const common = { type: 'edit', id, at, base } as const;
  if (change.type === 'new') return { ...common, set: change.set, photosAdded: change.photos, attachmentsAdded: change.attachments };
  if (change.type === 'resolve') return { ...common, set: { [change.field]: change.pick } };
  const { submit: _submit, ...words } = change;
  return words;
}
