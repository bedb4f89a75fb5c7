import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';

/** Attempts that cost nothing, then 5 s, 10 s, 20 s … up to a quarter of an hour. */
const freeAttempts = 5;
const firstWait = 5_000;
const longestWait = 900_000;
const forgottenAfter = 86_400_000;

/**
 * Counted per account and address together. Never by address alone: a whole commune sits behind one. The attempt is
 * counted before the password is looked at, so that many at once are not all the first.
 */
export async function countAttempt(database: Database, attempt: Attempted, now: number): Promise<{ wait: number }> {
  const key = delayKey(attempt);
  return database.write(async (tx) => {
    await database.lockNames(tx, [`sign-in:${key}`]);
    const row = await tx.selectFrom('sign_in_delay').selectAll().where('key', '=', key).executeTakeFirst();
    if (row && row.until > now) return { wait: row.until - now };
    const failures = (row && now - row.last_at < forgottenAfter ? row.failures : 0) + 1;
    const until = failures < freeAttempts ? now : now + Math.min(longestWait, firstWait * 2 ** (failures - freeAttempts));
    await tx
      .insertInto('sign_in_delay')
      .values({ key, failures, last_at: now, until })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ failures, last_at: now, until }))
      .execute();
    await tx
      .deleteFrom('sign_in_delay')
      .where('last_at', '<', now - forgottenAfter)
      .execute();
    return { wait: 0 };
  });
}

export async function forgetAttempts(database: Database, attempt: Attempted): Promise<void> {
  await database.query.deleteFrom('sign_in_delay').where('key', '=', delayKey(attempt)).execute();
}

export interface Attempted {
  username: string;
  address: string;
}

/** Hashed: the store keeps no list of who tried from where. */
function delayKey({ username, address }: Attempted): string {
  return createHash('sha256').update(`${username}\n${address}`).digest('base64url');
}
