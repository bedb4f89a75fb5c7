import type { Database } from '../db/database.ts';
import { isRightPassword } from './password.ts';
import type { RandomBytes } from './secret.ts';
import { isKnownDevice, openSession } from './sessions.ts';
import { countAttempt, forgetAttempts } from './sign-in-delay.ts';

export type SignIn =
  | { status: 'ok'; person: string; session: string; device: string }
  | { status: 'wrong' }
  | { status: 'wait'; milliseconds: number };

export async function signIn(
  database: Database,
  attempt: { username: string; password: string; address: string; deviceToken: string | undefined; now: number; random: RandomBytes },
): Promise<SignIn> {
  const username = asStored(attempt.username);
  const account = await findAccount(database, username);
  const known = account !== null && (await isKnownDevice(database, account.id, attempt.deviceToken));
  const attempted = { username, address: attempt.address };
  if (!known) {
    const { wait } = await countAttempt(database, attempted, attempt.now);
    if (wait > 0) return { status: 'wait', milliseconds: wait };
  }
  if (!(await isRightPassword(account?.password_hash || undefined, attempt.password)) || !account) return { status: 'wrong' };
  await forgetAttempts(database, attempted);
  const tokens = await database.write((tx) => openSession(tx, { ...attempt, person: account.id }));
  return { status: 'ok', person: account.id, ...tokens };
}

/** The account of that name, if it has been signed in to on this device before. */
export async function findAccountThatKnows(
  database: Database,
  { username, deviceToken }: { username: string; deviceToken: string },
): Promise<string | null> {
  const account = await findAccount(database, asStored(username));
  return account && (await isKnownDevice(database, account.id, deviceToken)) ? account.id : null;
}

async function findAccount(database: Database, username: string): Promise<{ id: string; password_hash: string } | null> {
  const query = database.query.selectFrom('person').select(['id', 'password_hash']).where('username', '=', username);
  return (await query.executeTakeFirst()) ?? null;
}

function asStored(username: string): string {
  return username.trim().toLowerCase();
}
