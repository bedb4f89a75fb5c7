import { type ChangeFile, type ChangeInFile, textToSign } from '../protocol/change-file.ts';
import { base64url } from './base64url.ts';
import type { ReplicaState } from './rows.ts';

/**
 * With the device's own key on each change, somebody else can hand the file in and nobody can write anything into it. Not
 * inside a database transaction: IndexedDB commits while WebCrypto works.
 */
export async function signChanges(file: ChangeFile, { keys, publicKey }: ReplicaState): Promise<ChangeFile> {
  // A device that has never spoken with the server is not known by any key.
  if (!keys || !publicKey) return file;
  const sign = async (change: ChangeInFile): Promise<ChangeInFile> => {
    const { replica, body } = change;
    if (replica === undefined || body === undefined) return change;
    const text = textToSign(file, { replica, body });
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, new TextEncoder().encode(text));
    return { ...change, signature: base64url(new Uint8Array(signature)) };
  };
  return { ...file, publicKey, changes: await Promise.all(file.changes.map(sign)) };
}
