import { Dexie } from 'dexie';
import { indexedDB } from 'fake-indexeddb';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BookLine } from '../../../src/app/log/book-line.ts';
import { watchBook, type Book } from '../../../src/app/log/watch-book.ts';
import type { LocalDatabase } from '../../../src/localdb/database.ts';
import type { EntryRow } from '../../../src/localdb/rows.ts';
import { addDays } from '../../../src/domain/text.ts';
import { newDevice } from '../../fakes/device.ts';

const patiently = { timeout: 20_000 };

let db: LocalDatabase;
let told: Book[];
let rowsRead: number;
let watch: { unsubscribe: () => void } | undefined;

/** Dexie follows changes only where it finds a browser's database. */
beforeAll(() => {
  Dexie.dependencies.indexedDB = indexedDB;
});

beforeEach(async () => {
  ({ db } = await newDevice());
  told = [];
  rowsRead = 0;
  db.entries.hook('reading', (row) => {
    rowsRead += 1;
    return row;
  });
});
afterEach(() => watch?.unsubscribe());

describe('a book of two thousand entries', () => {
  beforeEach(async () => {
    await db.entries.bulkAdd(Array.from({ length: 2000 }, (_, number) => rowOf(number)));
    watch = watchBook(db, { from: '', to: '9999' }).subscribe((book) => told.push(book));
    await expect.poll(() => told.at(-1)?.isRead, patiently).toBe(true);
  });

  it('is told from its newest page on, and in the end is whole and in order', () => {
    expect(linesOf(told[0]).length).toBeLessThan(500);
    expect(linesOf(told[0])[0]?.id).toBe('0');
    expect(linesOf(told.at(-1)).map((line) => line.id)).toEqual(Array.from({ length: 2000 }, (_, number) => String(number)));
  });

  it('reads a small part again when one entry changes, and only that line is another one', async () => {
    const before = linesOf(told.at(-1));
    rowsRead = 0;
    await change(700, { title: 'Sửa rồi' });
    await expect.poll(() => linesOf(told.at(-1))[700]?.view.values['title'], patiently).toBe('Sửa rồi');
    expect(rowsRead).toBeLessThan(500);
    expect(linesOf(told.at(-1)).filter((line, place) => line !== before[place])).toHaveLength(1);
  });

  it('takes in an entry of a day that had none, and lets go of a deleted one', async () => {
    await db.entries.add({ ...rowOf(0), id: 'late', occurredOn: '2020-01-01' });
    await expect.poll(() => linesOf(told.at(-1)).at(-1)?.id, patiently).toBe('late');
    await db.entries.delete('1999');
    await expect.poll(() => linesOf(told.at(-1)).length, patiently).toBe(2000);
  });

  it('tells nothing more to who has left', async () => {
    watch?.unsubscribe();
    const before = told.length;
    await change(3, { title: 'Sửa rồi' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(told.length).toBe(before);
  });
});

it('an empty book is read too', async () => {
  watch = watchBook(db, { from: '2026-11-01', to: '2026-11-31' }).subscribe((book) => told.push(book));
  await expect.poll(() => told.at(-1), patiently).toEqual({ pages: [[]], isRead: true });
});

it('a month ends with its last day', async () => {
  const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'];
  await db.entries.bulkAdd(days.map((day) => ({ ...rowOf(0), id: day, occurredOn: day })));
  watch = watchBook(db, { from: '2026-11-01', to: '2026-11-31' }).subscribe((book) => told.push(book));
  await expect.poll(() => linesOf(told.at(-1)).map((line) => line.id), patiently).toEqual(['2026-11-30', '2026-11-01']);
});

function linesOf(book: Book | undefined): BookLine[] {
  return book?.pages.flat() ?? [];
}

/** Ten a day, the newest first. */
function rowOf(number: number): EntryRow {
  const view: EntryRow['view'] = {
    id: String(number),
    unit: 'u',
    kind: 'broadcast',
    revision: 1,
    status: 'submitted',
    values: { title: `Bản tin ${number}`, durationMinutes: 15, approvedBy: 'Trần Văn Bình' },
    photos: [],
    author: { id: 'p', name: '' },
    createdAt: -number,
    receivedAt: 0,
    submittedAt: 0,
    updatedAt: 0,
    review: null,
    comments: [],
    changes: {},
    conflicts: [],
  };
  const occurredOn = addDays('2026-11-24', -Math.floor(number / 10));
  return { id: view.id, unit: 'u', status: 'submitted', occurredOn, sync: 'clean', search: '', server: view, view };
}

async function change(number: number, values: Record<string, string>): Promise<void> {
  const row = rowOf(number);
  await db.entries.put({ ...row, view: { ...row.view, values: { ...row.view.values, ...values } } });
}
