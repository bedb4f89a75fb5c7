import type { TypedValues } from '../domain/input.ts';
import type { FieldValues } from '../domain/kinds/field.ts';
import { appendMutation, appendNewEntries, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { newIdentifier } from './identifier.ts';

/** Rows brought from a spreadsheet that are not entries yet: one sheet of each kind, on this device only. */
export interface ImportRow {
  kind: string;
  unit: string;
  header: string[];
  /** Which field each column holds; null for a column that is left aside. */
  fields: (string | null)[];
  lines: ImportLine[];
  /** What the last act took in, until something else is brought. */
  done: ImportDone | null;
}

export interface ImportLine {
  /** The id of the entry it becomes, minted once: a second tap makes no second entry. */
  id: string;
  /** As they came: a number may be an amount, a day or a time. */
  cells: (string | number)[];
}

export interface ImportDone {
  at: number;
  /** They became drafts, since entries of the kind need what a sheet cannot hold. */
  asDrafts: boolean;
  lines: ImportLine[];
}

/** A line with what its entry holds, or what its draft's form shows. */
export type LineToTake = { id: string; values: FieldValues } | { id: string; typed: TypedValues };

/** Changes the sheet as it is on disk, never as a screen last drew it: two cells that are mended at once are both mended. */
export async function changeSheet(db: LocalDatabase, kind: string, change: (stored: ImportRow) => Partial<ImportRow>): Promise<void> {
  await db.transaction('rw', db.imports, async () => {
    const stored = await db.imports.get(kind);
    if (stored) await db.imports.put({ ...stored, ...change(stored) });
  });
}

/**
 * "Nhập n dòng": each line becomes an entry with a change of its own, or a draft, and leaves the sheet; all of it is on
 * disk together or not at all. Lines that were taken meanwhile, in another tab, are not taken again. Answers how many were.
 */
export async function takeLines(db: LocalDatabase, kind: string, wanted: readonly LineToTake[], now: number): Promise<number> {
  return db.transaction('rw', [...mutationTables(db), db.drafts, db.imports], async () => {
    const sheet = await db.imports.get(kind);
    if (!sheet) return 0;
    const here = new Map(sheet.lines.map((line) => [line.id, line]));
    const taken = wanted.filter((line) => here.has(line.id));
    const ids = new Set(taken.map((line) => line.id));
    const { unit } = sheet;
    await appendNewEntries(
      db,
      taken.flatMap((line) => ('values' in line ? [{ type: 'new', id: line.id, unit, kind, set: line.values, submit: true }] : [])),
      now,
    );
    await db.drafts.bulkPut(
      taken.flatMap((line) =>
        'typed' in line
          ? [{ id: line.id, kind, unit, mode: 'new', base: 0, input: line.typed, photos: [], createdAt: now, updatedAt: now }]
          : [],
      ),
    );
    const done = {
      at: now,
      asDrafts: taken.some((line) => 'typed' in line),
      lines: sheet.lines.filter((line) => ids.has(line.id)),
    };
    await db.imports.put({ ...sheet, lines: sheet.lines.filter((line) => !ids.has(line.id)), done: taken.length > 0 ? done : sheet.done });
    return taken.length;
  });
}

/**
 * Takes the whole act back: a `void` for each of its entries that is not decided on, and its drafts go, but for those
 * that got photos or files meanwhile. The lines are in the sheet again, as new ones.
 */
export async function untakeLines(db: LocalDatabase, kind: string, now: number): Promise<void> {
  await db.transaction('rw', [...mutationTables(db), db.drafts, db.imports], async () => {
    const sheet = await db.imports.get(kind);
    if (!sheet?.done) return;
    const back: ImportLine[] = [];
    for (const { id, cells } of sheet.done.lines) {
      if (!(await takeBack(db, id, now))) continue;
      back.push({ id: newIdentifier(now), cells });
    }
    await db.imports.put({ ...sheet, lines: [...sheet.lines, ...back], done: null });
  });
}

async function takeBack(db: LocalDatabase, id: string, now: number): Promise<boolean> {
  const [entry, draft] = await Promise.all([db.entries.get(id), db.drafts.get(id)]);
  if (draft && draft.photos.length === 0 && !draft.attachments?.length && !entry) {
    await db.drafts.delete(id);
    return true;
  }
  if (!entry || !['draft', 'submitted', 'returned'].includes(entry.view.status)) return false;
  await appendMutation(db, { type: 'void', id }, { at: now });
  return true;
}

/** Lines of all sheets that are not entries yet. */
export async function countLines(db: LocalDatabase): Promise<number> {
  const sheets = await db.imports.toArray();
  return sheets.reduce((sum, sheet) => sum + sheet.lines.length, 0);
}
