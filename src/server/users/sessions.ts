import type { Database, WriteTransaction } from '../db/database.ts';
import { statement } from '../db/statement.ts';
import { hashSecret, newName, newSecret, type RandomBytes } from './secret.ts';

export interface Session {
  /** Hash of the cookie: the session's name in the store. */
  id: string;
  person: string;
  expiresAt: number;
}

/** The two cookies of a browser. Either alone opens nothing. */
export interface Tokens {
  session: string | undefined;
  device: string | undefined;
}

export const sessionLifetime = 90 * 86_400_000;
const renewAfter = 86_400_000;

export async function openSession(
  tx: WriteTransaction,
  opening: { person: string; deviceToken: string | undefined; now: number; random: RandomBytes },
): Promise<{ session: string; device: string }> {
  const { device, token: deviceToken } = await recogniseDevice(tx, opening);
  const session = newSecret(opening.random);
  await tx
    .insertInto('known_device')
    .values({ person: opening.person, device })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('session')
    .values({
      token_hash: hashSecret(session),
      person: opening.person,
      device,
      created_at: opening.now,
      expires_at: opening.now + sessionLifetime,
      ended_at: null,
    })
    .execute();
  return { session, device: deviceToken };
}

/** The session of a request, or null. */
export async function findSession(database: Database, tokens: Tokens, now: number): Promise<Session | null> {
  if (!tokens.session || !tokens.device) return null;
  const id = hashSecret(tokens.session);
  const [row] = await selectSession(database.query, [{ session: id, device: hashSecret(tokens.device), now }]);
  return row ? { id, person: row.person, expiresAt: row.expires_at } : null;
}

/** Begins its 90 days anew, at most once a day. True when it did: then the cookies are sent again. */
export async function renewSession(database: Database, { id, expiresAt }: Session, now: number): Promise<boolean> {
  if (expiresAt >= now + sessionLifetime - renewAfter) return false;
  await database.query
    .updateTable('session')
    .set({ expires_at: now + sessionLifetime })
    .where('token_hash', '=', id)
    .execute();
  return true;
}

const selectSession = statement((db, [given]: readonly { session: string; device: string; now: number }[]) =>
  db
    .selectFrom('session')
    .innerJoin('device', 'device.id', 'session.device')
    .select(['session.person', 'session.expires_at'])
    .where('session.token_hash', '=', given?.session ?? '')
    .where('device.token_hash', '=', given?.device ?? '')
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', given?.now ?? 0),
);

export async function endSession(database: Database, tokens: Tokens, now: number): Promise<void> {
  if (!tokens.session) return;
  await database.query
    .updateTable('session')
    .set({ ended_at: now })
    .where('token_hash', '=', hashSecret(tokens.session))
    .where('ended_at', 'is', null)
    .execute();
}

export async function isKnownDevice(database: Database, person: string, deviceToken: string | undefined): Promise<boolean> {
  if (!deviceToken) return false;
  const row = await database.query
    .selectFrom('known_device')
    .innerJoin('device', 'device.id', 'known_device.device')
    .select('known_device.device')
    .where('known_device.person', '=', person)
    .where('device.token_hash', '=', hashSecret(deviceToken))
    .executeTakeFirst();
  return row !== undefined;
}

async function recogniseDevice(
  tx: WriteTransaction,
  opening: { deviceToken: string | undefined; now: number; random: RandomBytes },
): Promise<{ device: string; token: string }> {
  if (opening.deviceToken) {
    const row = await tx.selectFrom('device').select('id').where('token_hash', '=', hashSecret(opening.deviceToken)).executeTakeFirst();
    if (row) return { device: row.id, token: opening.deviceToken };
  }
  const token = newSecret(opening.random);
  const device = newName(opening.random);
  await tx
    .insertInto('device')
    .values({ id: device, token_hash: hashSecret(token), created_at: opening.now })
    .execute();
  return { device, token };
}
