import { covers } from '../domain/covers.ts';
import { applyChange, type Entry } from '../domain/entry.ts';
import type { SyncResponse } from '../protocol/sync.ts';
import type { LocalDatabase } from './database.ts';
import { declaredFiles } from './declared-files.ts';
import { readBody } from './entry-view.ts';
import { readPerson, readReplica, readSyncState } from './meta.ts';
import { givenUpBy } from './given-up.ts';
import { askedFor, missPhotos } from './former-life.ts';
import { photoElsewhere } from './photos.ts';
import { offerFormerSchedules } from './former-schedules.ts';
import { forgetErased } from './forget-erased.ts';
import { forgetLost } from './forget-lost.ts';
import { forgetUnnamedFiles } from './forget-unnamed-files.ts';
import { enterEpoch } from './recover.ts';
import { sendEarlyAgain } from './send-early-again.ts';
import { dropSafeBytes } from './until-copied.ts';
import { byEntry, readRows, refreshEntries } from './refresh-entries.ts';
import type { DevicePhotoState, EntryRow, HeldRow, OutboxRow, PhotoRow, SyncState } from './rows.ts';

export type ApplyOutcome =
  /** Something was applied since the request was built: the answer is dropped whole, the next round asks again. */
  | { status: 'stale' }
  /** `behind`: this device does not know the state that the answer told of, or has something to send to it: it is to ask again at once. */
  | { status: 'applied'; settled: number; held: number; behind: boolean }
  | { status: 'newEpoch' };

/**
 * Applies a server's answer in one transaction, guarded by the generation that its request was built on: two runners,
 * a late or a repeated answer are then harmless (sync card, generation rule).
 */
export async function applyResponse(
  db: LocalDatabase,
  built: { generation: number; replica: string; publicKeySent: boolean },
  answer: SyncResponse,
  now: number,
): Promise<ApplyOutcome> {
  const tables = [db.meta, db.entries, db.outbox, db.held, db.photos, db.chunks, db.review, db.drafts];
  return db.transaction('rw', tables, async (): Promise<ApplyOutcome> => {
    const [sync, replica] = await Promise.all([readSyncState(db), readReplica(db)]);
    if (sync.generation !== built.generation || replica.id !== built.replica) return { status: 'stale' };
    const isRenamed = sync.epoch !== null && sync.epoch !== answer.epoch;
    // Somebody put the store back to an earlier moment and gave it no new name (a machine's snapshot, a file copied by hand).
    const isPutBack = answer.acknowledged < sync.acknowledged;
    if (isRenamed || isPutBack) {
      await enterEpoch(db, sync, answer);
      return { status: 'newEpoch' };
    }
    const settled = await settle(db, sync, answer, { now, replica: replica.id });
    const { acknowledged } = settled;
    // At once: whoever asks from here on what waits is told what waits after this answer.
    if (acknowledged > sync.acknowledged) await db.meta.put({ ...sync, acknowledged });
    const rows = await readRows(db, [
      ...new Set([...settled.rows.map((row) => row.entry), ...answer.kept.map(([id]) => id), ...answer.entries.map(({ id }) => id)]),
    ]);
    const by = { id: db.person, name: (await readPerson(db))?.name ?? '' };
    const kept = keptStates(rows, answer, settled.rows, by);
    const untold = reckonUntold(rows, answer, settled.accepted, by);
    await refreshEntries(
      db,
      new Map<string, Entry | null>([
        ...settled.rows.map((row): [string, null] => [row.entry, null]),
        ...untold.states,
        ...kept.states,
        ...answer.entries.map((entry): [string, Entry] => [entry.id, entry]),
      ]),
      rows,
    );
    for (const entry of settled.answered) await forgetUnnamedFiles(db, entry);
    await leaveQueue(db, answer);
    await acceptPhotoStates(db, answer);
    await forgetErased(db, answer);
    const copiedAt = Math.max(sync.copiedAt ?? 0, answer.copiedAt ?? 0);
    const { lost, sweep, missing, left } = await forgetLost(db, sync, { ...answer, lost: untold.lost, copiedAt });
    if (sync.sweep?.length && sweep.length === 0) await missPhotos(db);
    if (copiedAt > (sync.copiedAt ?? 0)) await dropSafeBytes(db, { copiedAt, now: answer.now });
    const cursors = { ...sync.cursors, ...answer.cursors };
    for (const scope of answer.drop) delete cursors[scope];
    // What could not be followed here is read again from the scope's beginning.
    for (const scope of kept.mismatched) delete cursors[scope];
    await db.meta.put({
      ...sync,
      generation: sync.generation + 1,
      epoch: answer.epoch,
      acknowledged,
      safe: answer.safe,
      cursors,
      starting: Object.keys(cursors).filter(
        (scope) => !answer.started.includes(scope) && (sync.starting.includes(scope) || !(scope in sync.cursors)),
      ),
      clockOffset: answer.now - now,
      lastAppliedAt: now,
      minimumBuild: answer.minimumBuild,
      catalogue: answer.catalogue,
      copiedAt,
      lost,
      sweep,
      missing,
      left,
    });
    if (built.publicKeySent) await db.meta.put({ ...replica, registered: true });
    if (answer.person) {
      await db.meta.put({ key: 'person', person: answer.person });
      await offerFormerSchedules(db, answer.person.schedules ?? []);
    }
    // The copy may hold more of this name than this device has sent: two share it, and will find out.
    const copied = Math.min(answer.safe, acknowledged);
    if (copied > Math.min(sync.safe, sync.acknowledged)) await db.outbox.where('n').belowOrEqual(copied).delete();
    const goesAgain = await sendEarlyAgain(db);
    return { status: 'applied', settled: settled.rows.length, held: settled.held, behind: goesAgain || kept.mismatched.length > 0 };
  });
}

/**
 * What the server has recorded waits no more; what it refused is kept with the reason. A number without a result is not
 * this device's, however far the server has come: another one with its name has sent that.
 */
async function settle(
  db: LocalDatabase,
  { acknowledged }: SyncState,
  answer: SyncResponse,
  { now, replica }: { now: number; replica: string },
): Promise<{ rows: OutboxRow[]; accepted: OutboxRow[]; held: number; answered: ReadonlySet<string>; acknowledged: number }> {
  const results = new Map(answer.results.map((result) => [result[0], result]));
  const rows = await db.outbox.where('n').between(acknowledged, answer.acknowledged, false, true).toArray();
  const unknown = rows.findIndex((row) => !results.has(row.n));
  const recorded = unknown < 0 ? rows : rows.slice(0, unknown);
  const refused = await withoutGivenUp(
    db,
    replica,
    recorded.flatMap((row): HeldRow[] => {
      const result = results.get(row.n);
      if (result?.[1] !== 'held') return [];
      const { resent: _resent, ...refusedRow } = row;
      return [{ ...refusedRow, reason: result[2], field: result[3] ?? null, heldAt: now, sentAs: [replica, row.n] }];
    }),
  );
  const isRefused = (row: OutboxRow): boolean => results.get(row.n)?.[1] === 'held';
  const accepted = recorded.filter((row) => !isRefused(row));
  await noteRefused(db, recorded, isRefused);
  await declarePhotos(db, accepted);
  await db.held.bulkPut(refused);
  const answered = await forgetAnswered(db, accepted);
  return { rows: recorded, accepted, held: refused.length, answered, acknowledged: recorded.at(-1)?.n ?? acknowledged };
}

/** A restored server may take what it refused before. */
async function noteRefused(db: LocalDatabase, recorded: readonly OutboxRow[], isRefused: (row: OutboxRow) => boolean): Promise<void> {
  const other = recorded.filter((row) => isRefused(row) !== (row.refused ?? false));
  if (other.length === 0) return;
  await db.outbox.bulkPut(other.map(({ refused: _before, ...row }): OutboxRow => (isRefused(row) ? { ...row, refused: true } : row)));
}

/** A restored server refuses once more what was let go, or has nothing of it to let go: neither concerns the person again. */
async function withoutGivenUp(db: LocalDatabase, replica: string, refused: readonly HeldRow[]): Promise<HeldRow[]> {
  if (refused.length === 0) return [];
  const givenUp = givenUpBy(replica, await db.outbox.toArray());
  return refused.filter((row) => !givenUp.has(row.n) && readBody(row).type !== 'dismiss');
}

/** A photo or an attachment may be sent once the change that names it is accepted. */
async function declarePhotos(db: LocalDatabase, accepted: readonly OutboxRow[]): Promise<void> {
  const named = accepted.flatMap((row) => declaredFiles(readBody(row)));
  if (named.length === 0) return;
  const photos = await db.photos.bulkGet(named.map(({ id }) => id));
  const ready = photos.filter((photo) => photo !== undefined).filter(({ state }) => state === 'ready' || state === 'undecodable');
  await db.photos.bulkPut(ready.map((photo): PhotoRow => ({ ...photo, state: 'declared' })));
}

/**
 * What a later change was taken for, whole, is refused no more; whatever else was refused waits for its author. The server
 * keeps the refused bodies for ever. Answers the entries.
 */
async function forgetAnswered(db: LocalDatabase, accepted: readonly OutboxRow[]): Promise<ReadonlySet<string>> {
  if (accepted.length === 0 || (await db.held.count()) === 0) return new Set();
  const taken = byEntry(accepted);
  const isAnswered = (refused: HeldRow): boolean =>
    (taken.get(refused.entry) ?? []).some(
      // A restored server may take what it refused before.
      (later) => later.n === refused.n || (later.n > refused.n && covers(readBody(later), readBody(refused))),
    );
  const answered = await db.held
    .where('entry')
    .anyOf([...taken.keys()])
    .filter(isAnswered)
    .toArray();
  await db.held.bulkDelete(answered.map(({ n }) => n));
  return new Set(answered.map(({ entry }) => entry));
}

/**
 * "Kept as you sent it": the server spares the bytes, this device reaches the same state by the same function.
 * Tells also the scopes in which it could not.
 */
function keptStates(
  rows: ReadonlyMap<string, EntryRow>,
  answer: SyncResponse,
  settled: readonly OutboxRow[],
  by: Entry['author'],
): { states: [string, Entry][]; mismatched: string[] } {
  const changes = byEntry(settled);
  const states: [string, Entry][] = [];
  const mismatched: string[] = [];
  for (const [id, revision] of answer.kept) {
    const row = rows.get(id);
    // What a former life had may have come to the same number by something else.
    let state: Entry | null = row?.server?.isFormer ? null : (row?.server ?? null);
    for (const change of (changes.get(id) ?? []).map(readBody))
      state = applyChange(state, change, { by, at: answer.now, revision: (state?.revision ?? 0) + 1 });
    if (state?.revision === revision) states.push([id, state]);
    // Of an entry that is not here yet (a change that was taken back from a lost database) nobody can say where it is.
    else mismatched.push(...(row ? [`unit:${row.unit}`] : Object.keys(answer.cursors).filter((scope) => scope.startsWith('unit:'))));
  }
  return { states, mismatched };
}

/**
 * What the server took and says nothing of. A page that was cut tells of it later, and until then this device's own
 * reckoning stands; a whole one leaves out what went into a unit that this person has lost meanwhile.
 */
function reckonUntold(
  rows: ReadonlyMap<string, EntryRow>,
  answer: SyncResponse,
  accepted: readonly OutboxRow[],
  by: Entry['author'],
): { states: [string, Entry][]; lost: string[] } {
  const told = new Set([...answer.entries.map(({ id }) => id), ...answer.kept.map(([id]) => id)]);
  // That a refused change was let go says nothing of where its entry is.
  const changes = byEntry(accepted.filter((row) => !told.has(row.entry) && readBody(row).type !== 'dismiss'));
  const unknown = [...changes.keys()].filter((id) => rows.get(id)?.server === null);
  if (!answer.more) return { states: [], lost: unknown };
  const states = unknown.flatMap((id): [string, Entry][] => {
    let state: Entry | null = null;
    for (const change of (changes.get(id) ?? []).map(readBody))
      state = applyChange(state, change, { by, at: answer.now, revision: (state?.revision ?? 0) + 1 });
    return state ? [[id, state]] : [];
  });
  return { states, lost: [] };
}

/** What is told of has its place among the entries; of the queue a device keeps few, and a first reading brings thousands. */
async function leaveQueue(db: LocalDatabase, answer: SyncResponse): Promise<void> {
  const told = new Set(answer.entries.map(({ id }) => id));
  const queued = await db.review.toCollection().primaryKeys();
  await db.review.bulkDelete(queued.filter((id) => told.has(id)));
}

const stateOnDevice: Partial<Record<SyncResponse['photos'][number][2], DevicePhotoState>> = {
  stored: 'stored',
  unwanted: 'unwanted',
  failed: 'failed',
};

async function acceptPhotoStates(db: LocalDatabase, answer: SyncResponse): Promise<void> {
  const rows = await db.photos.bulkGet(answer.photos.map(([id]) => id));
  const told = answer.photos.flatMap(([id, offset, state, entry], index): PhotoRow[] => {
    const row = rows[index];
    const next = stateOnDevice[state];
    if (!row) return next ? [photoElsewhere(id, { entry, state: next, offset })] : [];
    if (!next) return [askedFor({ ...row, offset })];
    const storedAt = row.storedAt ?? (next === 'stored' ? answer.now : undefined);
    return [{ ...row, offset, state: next, ...(storedAt !== undefined && { storedAt }) }];
  });
  await db.photos.bulkPut(told);
}
