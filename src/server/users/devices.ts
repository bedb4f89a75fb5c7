import type { SignedInDevice } from '../../protocol/devices.ts';
import type { Database, Reader } from '../db/database.ts';

/** Where a person is signed in now, the one that asks first, then the latest in use. */
export async function readDevices(db: Reader, asking: { person: string; session: string; now: number }): Promise<SignedInDevice[]> {
  const rows = await db
    .selectFrom('session')
    .leftJoin('session_replica', 'session_replica.session', 'session.token_hash')
    .leftJoin('replica', 'replica.id', 'session_replica.replica')
    .select(['session.device', 'session.token_hash', 'session.created_at', 'replica.last_seen_at', 'replica.build'])
    .where('session.person', '=', asking.person)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', asking.now)
    .orderBy('replica.last_seen_at')
    .execute();
  const devices = new Map<string, SignedInDevice>();
  for (const row of rows) {
    const before = devices.get(row.device);
    devices.set(row.device, {
      id: row.device,
      signedInAt: Math.min(row.created_at, before?.signedInAt ?? row.created_at),
      lastSeenAt: row.last_seen_at ?? before?.lastSeenAt ?? null,
      build: row.build ?? before?.build ?? null,
      isThis: row.token_hash === asking.session || (before?.isThis ?? false),
    });
  }
  return [...devices.values()].sort(
    (one, other) => Number(other.isThis) - Number(one.isThis) || (other.lastSeenAt ?? 0) - (one.lastSeenAt ?? 0),
  );
}

/**
 * Signs a person out on a device that is not in their hands: its sessions and replicas end, and it is a stranger at the
 * next sign-in. What waits there unsent stays there, and goes under another name when the person signs in on it again.
 */
export async function signOutDevice(database: Database, asking: { person: string; device: string; now: number }): Promise<void> {
  await database.write(async (tx) => {
    await tx
      .updateTable('session')
      .set({ ended_at: asking.now })
      .where('person', '=', asking.person)
      .where('device', '=', asking.device)
      .where('ended_at', 'is', null)
      .execute();
    await tx
      .updateTable('replica')
      .set({ revoked_at: asking.now })
      .where('person', '=', asking.person)
      .where('revoked_at', 'is', null)
      .where('id', 'in', (select) =>
        select
          .selectFrom('session_replica')
          .innerJoin('session', 'session.token_hash', 'session_replica.session')
          .select('session_replica.replica')
          .where('session.person', '=', asking.person)
          .where('session.device', '=', asking.device),
      )
      .execute();
    await tx.deleteFrom('known_device').where('person', '=', asking.person).where('device', '=', asking.device).execute();
  });
}
