import { coOrganisersOf } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { previousQuarterStart } from '../../domain/period.ts';
import type { Day } from '../../domain/text.ts';
import { unitOfJointScope } from '../../protocol/scopes.ts';
import type { SyncResponse } from '../../protocol/sync.ts';
import { sql } from 'kysely';
import type { Reader } from '../db/database.ts';
import { together } from '../db/together.ts';
import { statement } from '../db/statement.ts';
import type { FeedKind, FeedOperation, PhotoRowState } from '../db/tables.ts';
import { type Access, mayRead } from '../users/access.ts';
import type { Pushed, Touched } from './push.ts';
import { logOf, readScopes } from './scopes.ts';
import { findEntry } from './stored-entry.ts';

export interface PullRequest {
  access: Access;
  replica: string;
  cursors: Record<string, number>;
  starting: readonly string[];
  budget: number;
  /** Whether the device knows what was held together. */
  joint: boolean;
  pushed: Pick<Pushed, 'touched' | 'told'>;
  ahead: AskedAhead;
}

/** What needs not be known who asks. */
export interface AskedAhead {
  heads: ReadonlyMap<string, number>;
  unfinished: Awaited<ReturnType<typeof selectUnfinishedPhotos>>;
}

export type Pulled = Pick<SyncResponse, 'drop' | 'entries' | 'kept' | 'gone' | 'photos' | 'cursors' | 'started' | 'more'> & {
  personMoved: boolean;
};

/** Rows of a feed that are read at once, by the bytes that still fit; an entry is rarely smaller than this. */
const mostRowsAtOnce = 200;
const smallestEntry = 400;

/** Sent with the question who asks; nothing of it is told to whom it is not for. */
export async function askAhead(tx: Reader, asking: { replica: string; scopes: readonly string[] }): Promise<AskedAhead> {
  const [heads, unfinished] = await together([readHeads(tx, asking.scopes), selectUnfinishedPhotos(tx, [{ replica: asking.replica }])]);
  return { heads, unfinished };
}

/** Everything that changed in the person's scopes since the cursors, in the order of each scope, until the budget is spent. */
export async function pull(tx: Reader, request: PullRequest): Promise<Pulled> {
  const scopes = await readScopes(tx, request.access, request);
  const asked = new Set([...Object.keys(request.cursors), ...request.starting]);
  const pulled: Pulled = {
    drop: [...asked].filter((scope) => scope !== 'catalogue' && !scopes.includes(scope)).sort(),
    entries: [],
    kept: [],
    gone: [],
    photos: [],
    cursors: {},
    started: [],
    more: false,
    personMoved: false,
  };
  const page: Page = { pulled, request, left: request.budget, sent: new Set() };
  const { heads: known, unfinished } = request.ahead;
  const others = await readHeads(
    tx,
    scopes.filter((scope) => !known.has(scope)),
  );
  for (const scope of scopes) {
    await readScope(tx, scope, known.get(scope) ?? others.get(scope) ?? 0, page);
    if (pulled.more) break;
  }
  await addTouchedElsewhere(tx, scopes, page);
  addUnfinishedPhotos(unfinished, pulled);
  return pulled;
}

interface Page {
  pulled: Pulled;
  request: PullRequest;
  /** Bytes of JSON; one row always goes, however small the budget, so that every answer gets further. */
  left: number;
  sent: Set<string>;
}

interface FeedRow {
  kind: FeedKind;
  id: string;
  sequence: number;
  operation: FeedOperation;
}

async function readHeads(tx: Reader, scopes: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectHeads(
    tx,
    scopes.map((scope) => ({ unit: logOf(scope) })),
  );
  const heads = new Map(rows.map((row) => [row.unit, row.sequence]));
  return new Map(scopes.map((scope) => [scope, heads.get(logOf(scope)) ?? 0]));
}

const selectHeads = statement((db, rows: readonly { unit: string }[]) =>
  db
    .selectFrom('scope_head')
    .select(['unit', 'sequence'])
    .where(
      'unit',
      'in',
      rows.map(({ unit }) => unit),
    ),
);

async function readScope(tx: Reader, scope: string, head: number, page: Page): Promise<void> {
  const { pulled, request } = page;
  const known = request.cursors[scope];
  const isFirstReading = known === undefined || request.starting.includes(scope);
  const keptSince = isFirstReading ? previousQuarterStart(request.access.today) : null;
  let cursor = known ?? 0;
  while (cursor < head) {
    if (page.left <= 0) {
      pulled.more = true;
      break;
    }
    const limit = Math.min(mostRowsAtOnce, Math.ceil(page.left / smallestEntry));
    const rows: readonly FeedRow[] =
      ownRows(request.pushed.told, scope, { after: cursor, head }) ??
      (await selectFeed(tx, [{ unit: logOf(scope), after: cursor, limit }]));
    const found = await findWhatIsTold(tx, scope, rows, request);
    for (const row of rows) {
      if (page.left <= 0) break;
      page.left -= addRow(scope, row, found, { ...page, keptSince });
      cursor = row.sequence;
    }
    if (rows.length === 0) break;
  }
  if (cursor !== known) pulled.cursors[scope] = cursor;
  if (isFirstReading && !pulled.more) pulled.started.push(scope);
}

/** All rows up to the head, when each was put there by this request a moment ago. */
function ownRows(told: PullRequest['pushed']['told'], scope: string, { after, head }: { after: number; head: number }): FeedRow[] | null {
  const rows = told.filter((row) => row.scope === scope && row.sequence > after);
  return rows.length === head - after ? rows : null;
}

const selectFeed = statement((db, [given]: readonly { unit: string; after: number; limit: number }[]) =>
  db
    .selectFrom('feed')
    .select(['kind', 'id', 'sequence', 'operation'])
    .where('unit', '=', given?.unit ?? '')
    .where('sequence', '>', given?.after ?? 0)
    .orderBy('sequence')
    .limit(given?.limit ?? 0),
);

interface Found {
  entries: ReadonlyMap<string, Entry>;
  photos: ReadonlyMap<string, Awaited<ReturnType<typeof selectPhotos>>[number]>;
}

/** What the rows point at, as it is now, each table asked once. */
async function findWhatIsTold(tx: Reader, scope: string, rows: readonly FeedRow[], request: PullRequest): Promise<Found> {
  const put = (kind: FeedKind) => rows.filter((row) => row.kind === kind && row.operation === 'put');
  const [entryRows, photoRows] = [put('entry').filter((row) => !isAsSent(scope, row, request)), put('photo')];
  const joined = unitOfJointScope(scope);
  if (joined !== null) return findJoint(tx, joined, { entries: entryRows, photos: photoRows });
  const unit = logOf(scope);
  const placesOf = (of: readonly FeedRow[]) => of.map(({ id }) => ({ unit, id }));
  const [entries, photos] = await together([selectEntries(tx, placesOf(entryRows)), selectPhotos(tx, placesOf(photoRows))]);
  return {
    entries: new Map(entries.map((row) => [row.id, JSON.parse(row.document) as Entry])),
    photos: new Map(photos.map((row) => [row.id, row])),
  };
}

/** It lies in the logs of others; told is only what names the unit now. */
async function findJoint(tx: Reader, unit: string, rows: { entries: readonly FeedRow[]; photos: readonly FeedRow[] }): Promise<Found> {
  const idsOf = (of: readonly FeedRow[]) => of.map(({ id }) => ({ id }));
  const [entries, photos] = await together([selectJointEntries(tx, idsOf(rows.entries)), selectJointPhotos(tx, idsOf(rows.photos))]);
  const names = (entry: Entry): boolean => coOrganisersOf(entry).includes(unit);
  return {
    entries: new Map(entries.map((row) => [row.id, JSON.parse(row.document) as Entry] as const).filter(([, entry]) => names(entry))),
    photos: new Map(photos.filter((row) => names(JSON.parse(row.document) as Entry)).map((row) => [row.id, row])),
  };
}

const selectJointEntries = statement((db, rows: readonly { id: string }[]) =>
  db
    .selectFrom('entry')
    .select(['id', 'document'])
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    ),
);

const selectJointPhotos = statement((db, rows: readonly { id: string }[]) =>
  db
    .selectFrom('photo')
    .innerJoin('entry', (join) => join.onRef('entry.unit', '=', 'photo.unit').onRef('entry.id', '=', 'photo.entry'))
    .select(['photo.id', 'photo.received', 'photo.state', 'photo.entry', 'entry.status', 'entry.occurred_on', 'entry.document'])
    .where(
      'photo.id',
      'in',
      rows.map(({ id }) => id),
    ),
);

const selectEntries = statement((db, rows: readonly { unit: string; id: string }[]) =>
  db
    .selectFrom('entry')
    .select(['id', 'document'])
    .where('unit', '=', rows[0]?.unit ?? '')
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    ),
);

const selectPhotos = statement((db, rows: readonly { unit: string; id: string }[]) =>
  db
    .selectFrom('photo')
    .innerJoin('entry', (join) => join.onRef('entry.unit', '=', 'photo.unit').onRef('entry.id', '=', 'photo.entry'))
    .select(['photo.id', 'photo.received', 'photo.state', 'photo.entry', 'entry.status', 'entry.occurred_on'])
    .where('photo.unit', '=', rows[0]?.unit ?? '')
    .where(
      'photo.id',
      'in',
      rows.map(({ id }) => id),
    ),
);

/** The feed has not moved since this request's own change: nobody came after it, and the sender has the entry already. */
function isAsSent(scope: string, row: FeedRow, request: PullRequest): boolean {
  const touched = request.pushed.touched.get(row.id);
  return touched?.kept === true && touched.told?.scope === scope && touched.told.sequence === row.sequence;
}

/** Adds what a feed row points at; answers its size. */
function addRow(scope: string, row: FeedRow, found: Found, page: Page & { keptSince: Day | null }): number {
  const { pulled, request } = page;
  if (row.operation !== 'put') {
    pulled.gone.push([scope, row.id, row.operation]);
    return 100;
  }
  if (row.kind === 'person') {
    pulled.personMoved = true;
    return 500;
  }
  if (row.kind === 'photo') return addPhoto(row.id, found.photos.get(row.id), page);
  // Whoever has a role in several of the units that held it together is told once.
  if (page.sent.has(row.id)) return 0;
  const touched = request.pushed.touched.get(row.id);
  if (touched && isAsSent(scope, row, request)) {
    page.sent.add(row.id);
    return addKept(row.id, touched.revision, pulled);
  }
  const entry = found.entries.get(row.id);
  if (!entry || isLeftOut(entry, page.keptSince)) return 0;
  page.sent.add(row.id);
  return addEntry(entry, touched, pulled);
}

/** A phone's first reading leaves out what was approved before the previous reporting quarter. */
function isLeftOut(entry: Pick<Entry, 'status' | 'kind' | 'values'>, keptSince: Day | null): boolean {
  return keptSince !== null && entry.status === 'approved' && occurredOn(entry) < keptSince;
}

function addEntry(entry: Entry, touched: Touched | undefined, pulled: Pulled): number {
  if (touched?.kept && touched.revision === entry.revision) return addKept(entry.id, entry.revision, pulled);
  pulled.entries.push(entry);
  return JSON.stringify(entry).length;
}

function addKept(id: string, revision: number, pulled: Pulled): number {
  pulled.kept.push([id, revision]);
  return 50;
}

function addPhoto(id: string, photo: MapValue<Found['photos']> | undefined, page: Page & { keptSince: Day | null }): number {
  if (!photo) return 0;
  if (page.keptSince !== null && photo.status === 'approved' && photo.occurred_on < page.keptSince) return 0;
  page.pulled.photos.push([id, photo.received, photo.state, photo.entry]);
  return 120;
}

type MapValue<Of> = Of extends ReadonlyMap<unknown, infer Value> ? Value : never;

/** A reviewer of many units copies none, but is told what became of the entries they decided about. */
async function addTouchedElsewhere(tx: Reader, scopes: readonly string[], page: Page): Promise<void> {
  for (const [id, touched] of page.request.pushed.touched) {
    if (page.sent.has(id)) continue;
    const stored = await findEntry(tx, id);
    if (!stored || scopes.includes(`unit:${stored.entry.unit}`)) continue;
    if (await mayRead(tx, page.request.access, stored.entry)) addEntry(stored.entry, touched, page.pulled);
  }
}

function addUnfinishedPhotos(rows: Awaited<ReturnType<typeof selectUnfinishedPhotos>>, pulled: Pulled): void {
  const listed = new Set(pulled.photos.map(([id]) => id));
  for (const row of rows) if (!listed.has(row.id)) pulled.photos.push([row.id, row.received, row.state, row.entry]);
}

const selectUnfinishedPhotos = statement((db, [given]: readonly { replica: string }[]) =>
  db
    .selectFrom('photo')
    .select(['id', 'received', 'state', 'entry'])
    .where('replica', '=', given?.replica ?? '')
    // As constants, so that the index of unfinished photos serves.
    .where('state', 'in', [sql.lit<PhotoRowState>('declared'), sql.lit<PhotoRowState>('receiving')])
    .orderBy('id'),
);
