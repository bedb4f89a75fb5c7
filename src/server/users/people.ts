import type { Reader, WriteTransaction } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import { personScope } from '../../protocol/scopes.ts';
import type { GrantedRole } from './access.ts';

export interface NewPerson {
  id: string;
  username: string;
  name: string;
  passwordHash: string;
  demo: boolean;
  now: number;
  roles: readonly GrantedRole[];
}

export async function addPerson(tx: WriteTransaction, person: NewPerson): Promise<void> {
  await tx
    .insertInto('person')
    .values({
      id: person.id,
      username: person.username,
      name: person.name,
      password_hash: person.passwordHash,
      demo: person.demo ? 1 : 0,
      created_at: person.now,
    })
    .execute();
  for (const granted of person.roles) {
    await tx
      .insertInto('granted_role')
      .values({ person: person.id, unit: granted.unit, role: granted.role, from_day: granted.from, to_day: granted.to })
      .execute();
  }
  await bumpScopes(tx, [{ scope: personScope(person.id), kind: 'person', id: person.id, operation: 'put' }]);
}

export async function hasPeople(db: Reader): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function hasDemoPeople(db: Reader): Promise<boolean> {
  return (await db.selectFrom('person').select('id').where('demo', '=', 1).limit(1).executeTakeFirst()) !== undefined;
}
