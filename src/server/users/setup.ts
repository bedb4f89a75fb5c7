import type { Database, WriteTransaction } from '../db/database.ts';
import { acceptInvitation, findInvited } from './invitations.ts';
import { hashPassword } from './password.ts';
import { addPerson } from './people.ts';
import { hashSecret, newName, newSecret, type RandomBytes } from './secret.ts';
import { openSession } from './sessions.ts';

const metaKey = 'setup_token';
export const province = '33@2025-07-01';

/** A fresh single-use token for the first administrator; the one before it stops working. */
export async function prepareSetup(database: Database, random: RandomBytes): Promise<string> {
  const token = newSecret(random);
  const value = hashSecret(token);
  await database.query
    .insertInto('server_meta')
    .values({ key: metaKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  return token;
}

/** Whom an address is for: `first` has no name yet. Null once it is used or too old. */
export async function findWhoSetsUp(
  database: Database,
  token: string,
  now: number,
): Promise<{ username: string; name: string } | 'first' | null> {
  const invited = await findInvited(database, token, now);
  if (invited) return invited;
  const query = database.query.selectFrom('server_meta').select('key').where('key', '=', metaKey).where('value', '=', hashSecret(token));
  return (await query.executeTakeFirst()) ? 'first' : null;
}

export interface SetupRequest {
  token: string;
  username?: string | undefined;
  name?: string | undefined;
  password: string;
  deviceToken: string | undefined;
  now: number;
  today: string;
  random: RandomBytes;
}

/** Sets the password of whom the address is for and uses it up, in one transaction: of two tries at once one is refused. */
export async function setUp(
  database: Database,
  request: SetupRequest,
): Promise<{ person: string; session: string; device: string } | null> {
  const passwordHash = await hashPassword(request.password);
  return database.write(async (tx) => {
    const person = (await acceptInvitation(tx, { ...request, passwordHash })) ?? (await addFirst(tx, request, passwordHash));
    return person === null ? null : { person, ...(await openSession(tx, { ...request, person })) };
  });
}

async function addFirst(tx: WriteTransaction, request: SetupRequest, passwordHash: string): Promise<string | null> {
  if (request.username === undefined || request.name === undefined) return null;
  const used = await tx
    .deleteFrom('server_meta')
    .where('key', '=', metaKey)
    .where('value', '=', hashSecret(request.token))
    .executeTakeFirst();
  if (used.numDeletedRows !== 1n) return null;
  const person = newName(request.random);
  await addPerson(tx, {
    id: person,
    username: request.username,
    name: request.name.normalize('NFC'),
    passwordHash,
    demo: false,
    now: request.now,
    roles: [{ role: 'administrator', unit: province, from: request.today, to: null }],
  });
  return person;
}
