import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type ChangeFile, type ChangeInFile, textToSign } from '../../protocol/change-file.ts';
import type { Database } from '../db/database.ts';

/** The key with which a file of that person says it is signed; null unless it is one of a device of theirs that nobody has signed out. */
export async function findSigningKey(database: Database, { person, publicKey }: ChangeFile): Promise<KeyObject | null> {
  if (!publicKey) return null;
  const { kty, crv, x, y } = publicKey;
  const devices = await database.query
    .selectFrom('replica')
    .select('public_key')
    .where('person', '=', person)
    .where('public_key', 'is not', null)
    .where('revoked_at', 'is', null)
    .execute();
  const isKnown = devices.some(({ public_key: known }) => {
    const point = JSON.parse(known ?? '{}') as { x?: string; y?: string };
    return point.x === x && point.y === y;
  });
  if (!isKnown) return null;
  try {
    return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  } catch {
    // A device may say that anything is its key.
    return null;
  }
}

export function isSignedWith(key: KeyObject, file: ChangeFile, { replica, body, signature }: ChangeInFile): boolean {
  if (replica === undefined || body === undefined || signature === undefined) return false;
  const text = textToSign(file, { replica, body });
  // As WebCrypto writes a signature; Node's own way is another.
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}
