import type { Entry } from '../../src/domain/entry.ts';
import type { Schedule, StoredSchedule } from '../../src/domain/schedule.ts';
import type { Database } from '../../src/server/db/database.ts';
import type { Tables } from '../../src/server/db/tables.ts';
import type { Selectable } from 'kysely';

/** A row of the feed under the name that its scope has on the wire. */
export type FeedRow = Omit<Selectable<Tables['feed']>, 'unit'> & { scope: string };

/** What the server has on disk, for the checks. */
export interface ServerState {
  entries: ReadonlyMap<string, Entry>;
  history: readonly Selectable<Tables['mutation']>[];
  receipts: readonly Selectable<Tables['receipt']>[];
  replicas: readonly Selectable<Tables['replica']>[];
  heads: ReadonlyMap<string, number>;
  feed: readonly FeedRow[];
  photos: readonly Selectable<Tables['photo']>[];
  /** Entries that were erased for good. */
  erased: ReadonlySet<string>;
  /** Photos that were erased alone: the entry that they were taken out of, and the revision that this made. */
  erasedPhotos: ReadonlyMap<string, { entry: string; revision: number }>;
  /** Every version, the newest of a unit last. */
  schedules: readonly StoredSchedule[];
}

export async function readServer(database: Database): Promise<ServerState> {
  return database.read(async (tx) => {
    const entries = await tx.selectFrom('entry').select(['id', 'document']).orderBy('id').execute();
    const feed = await tx.selectFrom('feed').selectAll().orderBy('unit').orderBy('sequence').execute();
    const heads = await tx.selectFrom('scope_head').selectAll().execute();
    const erasures = await tx.selectFrom('erasure').select(['id', 'what', 'entry', 'revision']).orderBy('id').execute();
    const schedules = await tx.selectFrom('schedule').select(['document', 'revision']).orderBy('unit').orderBy('revision').execute();
    return {
      entries: new Map(entries.map((row) => [row.id, JSON.parse(row.document) as Entry])),
      history: await tx.selectFrom('mutation').selectAll().orderBy('replica').orderBy('n').execute(),
      receipts: await tx.selectFrom('receipt').selectAll().orderBy('replica').orderBy('n').execute(),
      replicas: await tx.selectFrom('replica').selectAll().orderBy('id').execute(),
      heads: new Map(heads.map((row) => [scopeOf(row.unit), row.sequence])),
      feed: feed.map(({ unit, ...row }) => ({ ...row, scope: scopeOf(unit) })),
      photos: await tx.selectFrom('photo').selectAll().orderBy('id').execute(),
      schedules: schedules.map(({ document, revision }) => ({ schedule: JSON.parse(document) as Schedule, revision })),
      erased: new Set(erasures.filter(({ what }) => what === 'entry').map(({ id }) => id)),
      erasedPhotos: new Map(erasures.filter(({ what }) => what === 'photo').map(({ id, ...row }) => [id, row])),
    };
  });
}

/** A photo that has to go for good is taken out by nobody's change. */
export function revisionsOfErasures({ erasedPhotos }: ServerState, entry: string): number[] {
  return [...erasedPhotos.values()].filter((each) => each.entry === entry).map(({ revision }) => revision);
}

function scopeOf(log: string): string {
  return /^(person|joint):/.test(log) ? log : `unit:${log}`;
}
