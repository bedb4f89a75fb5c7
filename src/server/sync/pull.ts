import type { Entry } from '../../domain/entry.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { previousQuarterStart } from '../../domain/period.ts';
import type { Day } from '../../domain/text.ts';
import type { SyncResponse } from '../../protocol/sync.ts';
import type { Reader } from '../db/database.ts';
import type { FeedKind, FeedOperation } from '../db/tables.ts';
import { type Access, mayRead } from '../users/access.ts';
import type { Touched } from './push.ts';
import { logOf, readScopes } from './scopes.ts';
import { findEntry, findEntryOf } from './stored-entry.ts';

export interface PullRequest {
  access: Access;
  replica: string;
  cursors: Record<string, number>;
  starting: readonly string[];
  budget: number;
  touched: ReadonlyMap<string, Touched>;
}

export type Pulled = Pick<SyncResponse, 'drop' | 'entries' | 'kept' | 'gone' | 'photos' | 'cursors' | 'started' | 'more'> & {
  personMoved: boolean;
};

const rowsAtOnce = 200;

/** Everything that changed in the person's scopes since the cursors, in the order of each scope, until the budget is spent. */
export async function pull(tx: Reader, request: PullRequest): Promise<Pulled> {
  const scopes = await readScopes(tx, request.access);
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
  for (const scope of scopes) {
    await readScope(tx, scope, page);
    if (pulled.more) break;
  }
  await addTouchedElsewhere(tx, scopes, page);
  await addUnfinishedPhotos(tx, request.replica, pulled);
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

async function readScope(tx: Reader, scope: string, page: Page): Promise<void> {
  const { pulled, request } = page;
  const known = request.cursors[scope];
  const isFirstReading = known === undefined || request.starting.includes(scope);
  const keptSince = isFirstReading ? previousQuarterStart(request.access.today) : null;
  let cursor = known ?? 0;
  for (;;) {
    const rows = await tx
      .selectFrom('feed')
      .select(['kind', 'id', 'sequence', 'operation'])
      .where('unit', '=', logOf(scope))
      .where('sequence', '>', cursor)
      .orderBy('sequence')
      .limit(rowsAtOnce)
      .execute();
    for (const row of rows) {
      if (page.left <= 0) {
        pulled.more = true;
        pulled.cursors[scope] = cursor;
        return;
      }
      page.left -= await addRow(tx, scope, row, { ...page, keptSince });
      cursor = row.sequence;
    }
    if (rows.length < rowsAtOnce) break;
  }
  if (cursor !== known) pulled.cursors[scope] = cursor;
  if (isFirstReading) pulled.started.push(scope);
}

/** Adds what a feed row points at, as it is now; answers its size. */
async function addRow(tx: Reader, scope: string, row: FeedRow, page: Page & { keptSince: Day | null }): Promise<number> {
  const { pulled, request } = page;
  if (row.operation !== 'put') {
    pulled.gone.push([scope, row.id, row.operation]);
    return 100;
  }
  if (row.kind === 'person') {
    pulled.personMoved = true;
    return 500;
  }
  const place = { unit: logOf(scope), id: row.id };
  if (row.kind === 'photo') return addPhoto(tx, place, page);
  const stored = await findEntryOf(tx, place);
  if (!stored || isLeftOut(stored.entry, page.keptSince)) return 0;
  page.sent.add(row.id);
  return addEntry(stored.entry, request.touched.get(row.id), pulled);
}

/** A phone's first reading leaves out what was approved before the previous reporting quarter. */
function isLeftOut(entry: Pick<Entry, 'status' | 'kind' | 'values'>, keptSince: Day | null): boolean {
  return keptSince !== null && entry.status === 'approved' && occurredOn(entry) < keptSince;
}

function addEntry(entry: Entry, touched: Touched | undefined, pulled: Pulled): number {
  if (touched?.kept && touched.revision === entry.revision) {
    pulled.kept.push([entry.id, entry.revision]);
    return 50;
  }
  pulled.entries.push(entry);
  return JSON.stringify(entry).length;
}

async function addPhoto(tx: Reader, place: { unit: string; id: string }, page: Page & { keptSince: Day | null }): Promise<number> {
  const row = await tx
    .selectFrom('photo')
    .innerJoin('entry', (join) => join.onRef('entry.unit', '=', 'photo.unit').onRef('entry.id', '=', 'photo.entry'))
    .select(['photo.received', 'photo.state', 'photo.entry', 'entry.status', 'entry.occurred_on'])
    .where('photo.unit', '=', place.unit)
    .where('photo.id', '=', place.id)
    .executeTakeFirst();
  if (!row) return 0;
  if (page.keptSince !== null && row.status === 'approved' && row.occurred_on < page.keptSince) return 0;
  page.pulled.photos.push([place.id, row.received, row.state, row.entry]);
  return 120;
}

/** A reviewer of many units copies none, but is told what became of the entries they decided about. */
async function addTouchedElsewhere(tx: Reader, scopes: readonly string[], page: Page): Promise<void> {
  for (const [id, touched] of page.request.touched) {
    if (page.sent.has(id)) continue;
    const stored = await findEntry(tx, id);
    if (!stored || scopes.includes(`unit:${stored.entry.unit}`)) continue;
    if (await mayRead(tx, page.request.access, stored.entry)) addEntry(stored.entry, touched, page.pulled);
  }
}

async function addUnfinishedPhotos(tx: Reader, replica: string, pulled: Pulled): Promise<void> {
  const listed = new Set(pulled.photos.map(([id]) => id));
  const rows = await tx
    .selectFrom('photo')
    .select(['id', 'received', 'state', 'entry'])
    .where('replica', '=', replica)
    .where('state', 'in', ['declared', 'receiving'])
    .orderBy('id')
    .execute();
  for (const row of rows) if (!listed.has(row.id)) pulled.photos.push([row.id, row.received, row.state, row.entry]);
}
