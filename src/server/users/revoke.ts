import type { Database } from '../db/database.ts';

/** A device that was revoked is signed out wherever its database was sent from. */
export async function endSessionsOf(database: Database, replica: string, now: number): Promise<void> {
  await database.query
    .updateTable('session')
    .set({ ended_at: now })
    .where('ended_at', 'is', null)
    .where('token_hash', 'in', (select) => select.selectFrom('session_replica').select('session').where('replica', '=', replica))
    .execute();
}
