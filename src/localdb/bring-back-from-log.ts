import type { Transaction } from 'dexie';
import type { MetaRow, OutboxRow } from './rows.ts';

/**
 * Until this version a change went to another table once the server had it. It comes back to where it was written, below
 * what waits; the highest number known here may have been another device's of the same name, and is told by what waits.
 */
export async function bringBackFromLog(transaction: Transaction): Promise<void> {
  const [outbox, log, meta] = [
    transaction.table<OutboxRow>('outbox'),
    transaction.table<OutboxRow>('log'),
    transaction.table<MetaRow>('meta'),
  ];
  const [first, replica, sync, sent] = await Promise.all([
    outbox.orderBy('n').first(),
    meta.get('replica'),
    meta.get('sync'),
    log.toArray(),
  ]);
  const next = first?.n ?? (replica?.key === 'replica' ? replica.nextN : 1);
  await outbox.bulkPut(sent.filter((row) => row.n < next));
  await log.clear();
  if (sync?.key === 'sync') await meta.put({ ...sync, acknowledged: next - 1 });
}
