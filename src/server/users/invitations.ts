import type { Database, WriteTransaction } from '../db/database.ts';
import { hashSecret, newSecret, type RandomBytes } from './secret.ts';

/** Long enough for a leave, short enough for an address that lies in somebody's messages. */
export const invitationLifetime = 14 * 86_400_000;

/** A fresh address for the person; the one before it stops working. A password that they have goes on until the new one is set. */
export async function invite(tx: WriteTransaction, inviting: { person: string; now: number; random: RandomBytes }): Promise<string> {
  const token = newSecret(inviting.random);
  const open = { token_hash: hashSecret(token), expires_at: inviting.now + invitationLifetime };
  await tx
    .insertInto('invitation')
    .values({ person: inviting.person, ...open })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(open))
    .execute();
  return token;
}

export async function findInvited(database: Database, token: string, now: number): Promise<{ username: string; name: string } | undefined> {
  return database.query
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person')
    .select(['person.username', 'person.name'])
    .where('invitation.token_hash', '=', hashSecret(token))
    .where('invitation.expires_at', '>', now)
    .executeTakeFirst();
}

/**
 * Uses up an invitation: the password is the one that the person chose, and whoever was signed in with the old one is not
 * any more. What waits on those phones stays there, and is sent after the next sign-in.
 */
export async function acceptInvitation(
  tx: WriteTransaction,
  accepting: { token: string; passwordHash: string; now: number },
): Promise<string | null> {
  const used = await tx
    .deleteFrom('invitation')
    .where('token_hash', '=', hashSecret(accepting.token))
    .where('expires_at', '>', accepting.now)
    .returning('person')
    .executeTakeFirst();
  if (!used) return null;
  await tx.updateTable('person').set({ password_hash: accepting.passwordHash }).where('id', '=', used.person).execute();
  await tx
    .updateTable('session')
    .set({ ended_at: accepting.now })
    .where('person', '=', used.person)
    .where('ended_at', 'is', null)
    .execute();
  // Nor does any device speak for them by a file: with the password it takes a new name and key.
  await tx
    .updateTable('replica')
    .set({ revoked_at: accepting.now })
    .where('person', '=', used.person)
    .where('revoked_at', 'is', null)
    .execute();
  // Their devices are strangers at the next sign-in: one of them may be why the password is new.
  await tx.deleteFrom('known_device').where('person', '=', used.person).execute();
  return used.person;
}
