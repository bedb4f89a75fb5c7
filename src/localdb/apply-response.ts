import { applyChange, type Entry } from '../domain/entry.ts';
import type { SyncResponse } from '../protocol/sync.ts';
import type { LocalDatabase } from './database.ts';
import { readBody, refreshEntry } from './entry-view.ts';
import { readPerson, readReplica, readSyncState } from './meta.ts';
import { dropSafeBytes, photoElsewhere } from './photos.ts';
import { forgetLost } from './forget-lost.ts';
import { enterEpoch } from './recover.ts';
import type { DevicePhotoState, OutboxRow } from './rows.ts';

export type ApplyOutcome =
  /** Something was applied since the request was built: the answer is dropped whole, the next round asks again. */
  { status: 'stale' } | { status: 'applied'; settled: number; held: number } | { status: 'newEpoch' };

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
    const touched = new Set(settled.rows.map((row) => row.entry));
    for (const entry of answer.entries) {
      touched.delete(entry.id);
      await acceptServerEntry(db, entry);
    }
    const mismatched = await acceptKept(db, answer, settled.rows);
    for (const id of touched) await refreshEntry(db, id);
    await acceptPhotoStates(db, answer);
    const { lost, sweep } = await forgetLost(db, sync, answer);
    if ((answer.copiedAt ?? 0) > (sync.copiedAt ?? 0)) await dropSafeBytes(db, answer.copiedAt ?? 0);
    const cursors = { ...sync.cursors, ...answer.cursors };
    for (const scope of answer.drop) delete cursors[scope];
    // What could not be followed here is read again from the scope's beginning.
    for (const scope of mismatched) delete cursors[scope];
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
    return { status: 'applied', settled: settled.rows.length, held: settled.held };
  });
}

/** What the server has recorded leaves the outbox; what it refused is kept with the reason. */
async function settle(
  db: LocalDatabase,
  answer: SyncResponse,
  { now, replica }: { now: number; replica: string },
): Promise<{ rows: OutboxRow[]; held: number }> {
  const results = new Map(answer.results.map((result) => [result[0], result]));
  const rows = await db.outbox.where('n').belowOrEqual(answer.acknowledged).sortBy('n');
  let held = 0;
  for (const row of rows) {
    const result = results.get(row.n);
    if (!result) continue;
    await db.outbox.delete(row.n);
    const { resent: _resent, ...kept } = row;
    await db.log.put(kept);
    if (result[1] === 'held') {
      held += 1;
      await db.held.put({ ...kept, reason: result[2], field: result[3] ?? null, heldAt: now, sentAs: [replica, row.n] });
    } else {
      await declarePhotos(db, row);
      // A later version was taken: what was refused before it is mended. The server keeps the refused bodies for ever.
      await db.held
        .where('entry')
        .equals(row.entry)
        .filter((refused) => refused.n < row.n)
        .delete();
    }
  }
  return { rows: rows.filter((row) => results.has(row.n)), held };
}

/** A photo may be sent once the change that names it is accepted. */
async function declarePhotos(db: LocalDatabase, row: OutboxRow): Promise<void> {
  const change = readBody(row);
  const named = change.type === 'new' ? (change.photos ?? []) : change.type === 'edit' ? (change.photosAdded ?? []) : [];
  for (const { id } of named) {
    const photo = await db.photos.get(id);
    if (photo && (photo.state === 'ready' || photo.state === 'undecodable')) await db.photos.put({ ...photo, state: 'declared' });
  }
}

async function acceptServerEntry(db: LocalDatabase, entry: Entry): Promise<void> {
  const known = await db.entries.get(entry.id);
  if (known?.server && known.server.revision > entry.revision) return;
  await refreshEntry(db, entry.id, entry);
  await db.review.delete(entry.id);
}

/**
 * "Kept as you sent it": the server spares the bytes, this device reaches the same state by the same function.
 * Returns the scopes in which it could not.
 */
async function acceptKept(db: LocalDatabase, answer: SyncResponse, settled: OutboxRow[]): Promise<string[]> {
  const mismatched: string[] = [];
  const by = { id: db.person, name: (await readPerson(db))?.name ?? '' };
  for (const [id, revision] of answer.kept) {
    const row = await db.entries.get(id);
    const changes = settled.filter((change) => change.entry === id).map((change) => readBody(change));
    let state = row?.server ?? null;
    for (const change of changes) state = applyChange(state, change, { by, at: answer.now, revision: (state?.revision ?? 0) + 1 });
    if (state?.revision === revision) await refreshEntry(db, id, state);
    else if (row) mismatched.push(`unit:${row.unit}`);
  }
  return mismatched;
}

const stateOnDevice: Partial<Record<SyncResponse['photos'][number][2], DevicePhotoState>> = {
  stored: 'stored',
  unwanted: 'unwanted',
  failed: 'failed',
};

async function acceptPhotoStates(db: LocalDatabase, answer: SyncResponse): Promise<void> {
  for (const [id, offset, state, entry] of answer.photos) {
    const row = await db.photos.get(id);
    const next = stateOnDevice[state];
    if (row) {
      const storedAt = row.storedAt ?? (next === 'stored' ? answer.now : undefined);
      await db.photos.put({ ...row, offset, state: next ?? row.state, ...(storedAt !== undefined && { storedAt }) });
    } else if (next) {
      await db.photos.put(photoElsewhere(id, { entry, state: next, offset }));
    }
  }
}
