import type { Entry } from '../../domain/entry.ts';
import { loadKind, occurredOn } from '../../domain/kinds/index.ts';
import { areAlike } from '../../domain/likeness.ts';
import type { ListedEntry } from '../../protocol/review.ts';
import type { Reader } from '../db/database.ts';
import type { Access } from '../users/access.ts';
import { isReadable } from './readable.ts';
import { uniqueHash } from './unique-hash.ts';

type Double = NonNullable<ListedEntry['doubles']>[number];
interface Found {
  entry: string;
  why: Double['why'];
  other: string;
}

/** What stands in the book no more, or not yet, is no double of anything. */
const counted = ['submitted', 'returned', 'approved'];
/** More of one entry are told by the first few. */
const mostTold = 5;

/**
 * Adds to each of the page's entries which others may be the same event written down twice, which name the same page, and
 * which use one of its photos. That there is one is told to every reviewer of the entry; which one, to who may read it.
 */
export async function withDoubles(db: Reader, access: Access, page: readonly ListedEntry[]): Promise<ListedEntry[]> {
  if (page.length === 0) return [];
  const entries = page.map(({ entry }) => entry);
  const found = [...(await findAlike(db, entries)), ...(await findWithAddressOf(db, entries)), ...(await findWithPhotosOf(db, entries))];
  if (found.length === 0) return [...page];
  const readable = await findReadable(db, access, [...new Set(found.map(({ other }) => other))]);
  return page.map((listed) => {
    const own = found.filter(({ entry }) => entry === listed.entry.id).slice(0, mostTold);
    if (own.length === 0) return listed;
    return { ...listed, doubles: own.map(({ why, other }) => ({ why, entry: readable.has(other) ? other : null })) };
  });
}

/** By the unit's days, which an index leads to. */
async function findAlike(db: Reader, entries: readonly Entry[]): Promise<Found[]> {
  const days = new Map(entries.map((entry) => [dayKey(entry), { unit: entry.unit, day: occurredOn(entry) }]));
  const rows = await db
    .selectFrom('entry')
    .select(['id', 'document'])
    .where((where) =>
      where.or([...days.values()].map(({ unit, day }) => where.and([where('unit', '=', unit), where('occurred_on', '=', day)]))),
    )
    .where('status', 'in', counted)
    .orderBy('id')
    .execute();
  if (rows.length <= 1) return [];
  const others = rows.map((row) => JSON.parse(row.document) as Entry);
  const found: Found[] = [];
  for (const entry of entries) {
    const kind = await loadKind(entry.kind);
    if (!kind || occurredOn(entry) === '') continue;
    for (const other of others) {
      const isOfThatDay = other.id !== entry.id && other.kind === entry.kind && dayKey(other) === dayKey(entry);
      if (isOfThatDay && areAlike(entry, other, kind)) found.push({ entry: entry.id, why: 'alike', other: other.id });
    }
  }
  return found;
}

function dayKey(entry: Entry): string {
  return `${entry.unit} ${occurredOn(entry)}`;
}

/** Of any unit: two that log one page may sit far apart. */
async function findWithAddressOf(db: Reader, entries: readonly Entry[]): Promise<Found[]> {
  const hashes = new Map(entries.map((entry) => [entry.id, uniqueHash(entry)]));
  const wanted = [...new Set([...hashes.values()].filter((hash) => hash !== null))];
  if (wanted.length === 0) return [];
  const rows = await db
    .selectFrom('entry')
    .select(['id', 'unique_hash'])
    .where('unique_hash', 'in', wanted)
    .where('status', 'in', counted)
    .orderBy('id')
    .execute();
  return entries.flatMap(({ id }) =>
    rows
      .filter((row) => row.id !== id && row.unique_hash === hashes.get(id))
      .map((row): Found => ({ entry: id, why: 'address', other: row.id })),
  );
}

async function findWithPhotosOf(db: Reader, entries: readonly Entry[]): Promise<Found[]> {
  const hashes = [...new Set(entries.flatMap((entry) => entry.photos.map((photo) => photo.sha256)))];
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom('photo')
    .innerJoin('entry', (join) => join.onRef('entry.unit', '=', 'photo.unit').onRef('entry.id', '=', 'photo.entry'))
    .select(['photo.sha256', 'photo.entry'])
    .distinct()
    .where('photo.sha256', 'in', hashes)
    .where('photo.state', '!=', 'unwanted')
    .where('entry.status', 'in', counted)
    .orderBy('photo.entry')
    .execute();
  const users = new Map<string, string[]>();
  for (const { sha256, entry } of rows) users.set(sha256, [...(users.get(sha256) ?? []), entry]);
  return entries.flatMap((entry) => {
    const others = entry.photos.flatMap((photo) => users.get(photo.sha256) ?? []).filter((other) => other !== entry.id);
    return [...new Set(others)].map((other): Found => ({ entry: entry.id, why: 'photo', other }));
  });
}

async function findReadable(db: Reader, access: Access, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('entry')
    .select('id')
    .where('id', 'in', ids)
    .where((where) => isReadable(where, access))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
