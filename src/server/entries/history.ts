import { createHash } from 'node:crypto';
import type { Entry } from '../../domain/entry.ts';
import type { HistoryItem } from '../../protocol/history.ts';
import type { HeldReason } from '../../protocol/mutation.ts';
import type { Reader } from '../db/database.ts';

/** What became of an entry since its first arrival: who, when, before and after, on which device. */
export async function readHistory(db: Reader, entry: Pick<Entry, 'id' | 'unit' | 'formerUnits'>): Promise<HistoryItem[]> {
  const rows = await db
    .selectFrom('mutation')
    .innerJoin('person', 'person.id', 'mutation.person')
    .select(['mutation.received_at', 'mutation.replica', 'mutation.n', 'mutation.type', 'mutation.outcome', 'mutation.reason'])
    .select(['mutation.difference', 'person.name'])
    .where('mutation.unit', 'in', [entry.unit, ...(entry.formerUnits ?? [])])
    .where('mutation.entry', '=', entry.id)
    .orderBy('mutation.received_at', 'desc')
    .orderBy('mutation.revision', (order) => order.desc().nullsLast())
    .orderBy('mutation.n', 'desc')
    .orderBy('mutation.replica')
    .execute();
  return rows.map((row) => ({
    at: row.received_at,
    by: row.name,
    device: deviceLetters(row.replica),
    type: row.type,
    outcome: row.outcome,
    reason: row.reason as HeldReason | null,
    difference: JSON.parse(row.difference) as HistoryItem['difference'],
  }));
}

/** A replica's id is a key to its outbox's numbers: readers get four letters made of it. */
function deviceLetters(replica: string): string {
  return createHash('sha256').update(replica).digest('hex').slice(0, 4).toUpperCase();
}
