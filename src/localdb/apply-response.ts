import { applyChange, type Entry } from '../domain/entry.ts';
import type { SyncResponse } from '../protocol/sync.ts';
import type { LocalDatabase } from './database.ts';
import { readBody, refreshEntries } from './entry-view.ts';
import { readPerson, readReplica, readSyncState } from './meta.ts';
import { dropSafeBytes, photoElsewhere } from './photos.ts';
import { forgetLost } from './forget-lost.ts';
import { enterEpoch } from './recover.ts';
import type { DevicePhotoState, HeldRow, OutboxRow, PhotoRow } from './rows.ts';

export type ApplyOutcome =
  /** Something was applied since the request was built: the answer is dropped whole, the next round asks again. */
  | { status: 'stale' }
  /** `behind`: the answer told of a state that this device does not know; it is to ask again at once. */
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
  const tables = [db.meta, db.entries, db.outbox, db.log, db.held, db.photos, db.chunks, db.review, db.drafts];
  return db.transaction('rw', tables, async (): Promise<ApplyOutcome> => {
    const [sync, replica] = await Promise.all([readSyncState(db), readReplica(db)]);
    if (sync.generation !== built.generation || replica.id !== built.replica) return { status: 'stale' };
    if (sync.epoch !== null && sync.epoch !== answer.epoch) {
      await enterEpoch(db, sync, answer);
      return { status: 'newEpoch' };
    }
    const settled = await settle(db, answer, { now, replica: replica.id });
    const kept = await keptStates(db, answer, settled.rows);
    const untold = await reckonUntold(db, answer, settled.accepted);
    await refreshEntries(
      db,
      new Map<string, Entry | null>([
        ...settled.rows.map((row): [string, null] => [row.entry, null]),
        ...untold.states,
        ...kept.states,
        ...answer.entries.map((entry): [string, Entry] => [entry.id, entry]),
      ]),
    );
    await db.review.bulkDelete(answer.entries.map((entry) => entry.id));
    await acceptPhotoStates(db, answer);
    const { lost, sweep } = await forgetLost(db, sync, { ...answer, lost: untold.lost });
    if ((answer.copiedAt ?? 0) > (sync.copiedAt ?? 0)) await dropSafeBytes(db, answer.copiedAt ?? 0);
    const cursors = { ...sync.cursors, ...answer.cursors };
    for (const scope of answer.drop) delete cursors[scope];
    // What could not be followed here is read again from the scope's beginning.
    for (const scope of kept.mismatched) delete cursors[scope];
    await db.meta.put({
      ...sync,
      generation: sync.generation + 1,
      epoch: answer.epoch,
      acknowledged: Math.max(sync.acknowledged, answer.acknowledged),
      safe: answer.safe,
      cursors,
      starting: Object.keys(cursors).filter(
        (scope) => !answer.started.includes(scope) && (sync.starting.includes(scope) || !(scope in sync.cursors)),
      ),
      clockOffset: answer.now - now,
      lastAppliedAt: now,
      minimumBuild: answer.minimumBuild,
      catalogue: answer.catalogue,
      copiedAt: Math.max(sync.copiedAt ?? 0, answer.copiedAt ?? 0),
      lost,
      sweep,
    });
    if (built.publicKeySent) await db.meta.put({ ...replica, registered: true });
    if (answer.person) await db.meta.put({ key: 'person', person: answer.person });
    await db.log.where('n').belowOrEqual(answer.safe).delete();
    return { status: 'applied', settled: settled.rows.length, held: settled.held, behind: kept.mismatched.length > 0 };
  });
}

/** What the server has recorded leaves the outbox; what it refused is kept with the reason. */
async function settle(
  db: LocalDatabase,
  answer: SyncResponse,
  { now, replica }: { now: number; replica: string },
): Promise<{ rows: OutboxRow[]; accepted: OutboxRow[]; held: number }> {
  const results = new Map(answer.results.map((result) => [result[0], result]));
  const rows = await db.outbox.where('n').belowOrEqual(answer.acknowledged).sortBy('n');
  const recorded = rows.filter((row) => results.has(row.n)).map(({ resent: _resent, ...row }) => row);
  const refused = recorded.flatMap((row): HeldRow[] => {
    const result = results.get(row.n);
    if (result?.[1] !== 'held') return [];
    return [{ ...row, reason: result[2], field: result[3] ?? null, heldAt: now, sentAs: [replica, row.n] }];
  });
  const accepted = recorded.filter((row) => results.get(row.n)?.[1] !== 'held');
  await Promise.all([db.outbox.bulkDelete(recorded.map((row) => row.n)), db.log.bulkPut(recorded), declarePhotos(db, accepted)]);
  await forgetMended(db, accepted);
  await db.held.bulkPut(refused);
  return { rows: recorded, accepted, held: refused.length };
}

/** A photo may be sent once the change that names it is accepted. */
async function declarePhotos(db: LocalDatabase, accepted: readonly OutboxRow[]): Promise<void> {
  const named = accepted.flatMap((row) => {
    const change = readBody(row);
    return change.type === 'new' ? (change.photos ?? []) : change.type === 'edit' ? (change.photosAdded ?? []) : [];
  });
  if (named.length === 0) return;
  const photos = await db.photos.bulkGet(named.map(({ id }) => id));
  const ready = photos.filter((photo) => photo !== undefined).filter(({ state }) => state === 'ready' || state === 'undecodable');
  await db.photos.bulkPut(ready.map((photo): PhotoRow => ({ ...photo, state: 'declared' })));
}

/** A later version was taken: what was refused before it is mended. The server keeps the refused bodies for ever. */
async function forgetMended(db: LocalDatabase, accepted: readonly OutboxRow[]): Promise<void> {
  if ((await db.held.count()) === 0) return;
  const newest = new Map(accepted.filter((row) => ['new', 'edit'].includes(readBody(row).type)).map((row) => [row.entry, row.n]));
  await db.held
    .where('entry')
    .anyOf([...newest.keys()])
    .filter((refused) => refused.n < (newest.get(refused.entry) ?? 0))
    .delete();
}

/**
 * "Kept as you sent it": the server spares the bytes, this device reaches the same state by the same function.
 * Tells also the scopes in which it could not.
 */
async function keptStates(
  db: LocalDatabase,
  answer: SyncResponse,
  settled: readonly OutboxRow[],
): Promise<{ states: [string, Entry][]; mismatched: string[] }> {
  const by = { id: db.person, name: (await readPerson(db))?.name ?? '' };
  const rows = await db.entries.bulkGet(answer.kept.map(([id]) => id));
  const states: [string, Entry][] = [];
  const mismatched: string[] = [];
  for (const [index, [id, revision]] of answer.kept.entries()) {
    const row = rows[index];
    let state = row?.server ?? null;
    for (const change of settled.filter((each) => each.entry === id).map(readBody))
      state = applyChange(state, change, { by, at: answer.now, revision: (state?.revision ?? 0) + 1 });
    if (state?.revision === revision) states.push([id, state]);
    else if (row) mismatched.push(`unit:${row.unit}`);
  }
  return { states, mismatched };
}

/**
 * What the server took and says nothing of. A page that was cut tells of it later, and until then this device's own
 * reckoning stands; a whole one leaves out what went into a unit that this person has lost meanwhile.
 */
async function reckonUntold(
  db: LocalDatabase,
  answer: SyncResponse,
  accepted: readonly OutboxRow[],
): Promise<{ states: [string, Entry][]; lost: string[] }> {
  const told = new Set([...answer.entries.map(({ id }) => id), ...answer.kept.map(([id]) => id)]);
  const ids = [...new Set(accepted.map((row) => row.entry))].filter((id) => !told.has(id));
  if (ids.length === 0) return { states: [], lost: [] };
  const rows = (await db.entries.bulkGet(ids)).filter((row) => row !== undefined).filter((row) => row.server === null);
  if (!answer.more) return { states: [], lost: rows.map((row) => row.id) };
  const by = { id: db.person, name: (await readPerson(db))?.name ?? '' };
  const states = rows.flatMap(({ id }): [string, Entry][] => {
    let state: Entry | null = null;
    for (const change of accepted.filter((row) => row.entry === id).map(readBody))
      state = applyChange(state, change, { by, at: answer.now, revision: (state?.revision ?? 0) + 1 });
    return state ? [[id, state]] : [];
  });
  return { states, lost: [] };
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
    const storedAt = row.storedAt ?? (next === 'stored' ? answer.now : undefined);
    return [{ ...row, offset, state: next ?? row.state, ...(storedAt !== undefined && { storedAt }) }];
  });
  await db.photos.bulkPut(told);
}
