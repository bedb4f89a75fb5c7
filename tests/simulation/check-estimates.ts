import type { WireRequest } from '../../src/sync/transport.ts';
import { newRows, takenBy } from './check-exchange.ts';
import { identityOf, type Ledger } from './ledger.ts';
import type { ServerState } from './server-state.ts';
import { demand } from './violation.ts';

/** When a request really left, and by how much its phone's clock was wrong then. */
export interface Departure {
  at: number;
  clockError: number;
}

/**
 * The time by which a merge orders two edits: as long before the arrival as the edit really was old, whatever the phone's
 * clock said, and within what the server knows itself where the clock was set in between.
 */
export function checkEstimates(exchanged: {
  request: WireRequest;
  departure: Departure | undefined;
  before: ServerState;
  after: ServerState;
  ledger: Ledger;
}): void {
  const { request, departure, before, after, ledger } = exchanged;
  if (before === after) return;
  // Of a file nobody knows how long it was on its way: only what the server knows itself is asked.
  const isFile = request.path === '/v1/import';
  if (!isFile && (request.path !== '/v1/sync' || !departure)) return;
  const rows = isFile
    ? newRows(before, after).filter((row) => row.outcome !== 'held' && row.type !== 'dismiss')
    : takenBy(request, before, after);
  for (const row of rows) {
    if (after.erased.has(row.entry)) continue;
    const { base } = JSON.parse(row.body) as { base: number };
    // A base of a life that was lost may be this change's own number in the restored one.
    const isBase = (each: typeof row): boolean =>
      each.type !== 'dismiss' && each.entry === row.entry && each.revision === base && base < (row.revision ?? 0);
    const seenAt = after.history.find(isBase)?.received_at ?? 0;
    const facts = { entry: row.entry, type: row.type, estimatedAt: row.estimated_at, seenAt, receivedAt: row.received_at };
    demand(row.estimated_at >= seenAt, 18, 'a change is taken for older than what it was made on', facts);
    demand(row.estimated_at <= row.received_at, 18, 'a change is taken for younger than its arrival', facts);
    const saved = ledger.saved.get(identityOf(row.body));
    if (isFile || !departure || !saved || saved.clockError !== departure.clockError) continue;
    const expected = Math.max(seenAt, row.received_at - (departure.at - saved.savedAt));
    demand(row.estimated_at === expected, 18, 'a phone’s clock changed the age of a change', { ...facts, expected });
  }
}
