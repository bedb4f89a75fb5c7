import type { Database } from '../db/database.ts';
import { hashPassword } from './password.ts';
import { addPerson } from './people.ts';
import { hashSecret, newName, newSecret, type RandomBytes } from './secret.ts';
import { openSession } from './sessions.ts';

const metaKey = 'setup_token';

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

export interface SetupRequest {
  token: string;
  username: string;
  name: string;
  password: string;
  deviceToken: string | undefined;
  now: number;
  today: string;
  random: RandomBytes;
}

/** Makes the first administrator and uses up the token, in one transaction: of two tries at once one is refused. */
export async function setUp(
  database: Database,
  request: SetupRequest,
): Promise<{ person: string; session: string; device: string } | null> {
  const passwordHash = await hashPassword(request.password);
  return database.write(async (tx) => {
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
      roles: [{ role: 'administrator', unit: '33@2025-07-01', from: request.today, to: null }],
    });
    return { person, ...(await openSession(tx, { ...request, person })) };
  });
}
