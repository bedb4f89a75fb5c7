import { createHash } from 'node:crypto';

/**
 * A replica's id is a key to its outbox's numbers: readers get four letters, made of the key that its device has kept under
 * all the names it took when the server was restored.
 */
export function deviceLetters(replica: { id: string; public_key: string | null }): string {
  return fingerprint(replica.public_key ?? replica.id)
    .slice(0, 4)
    .toUpperCase();
}

/** Enough of it to tell one from another in the address of a page. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
