import { createHash } from 'node:crypto';

/** A replica's id is a key to its outbox's numbers: readers get four letters made of it. */
export function deviceLetters(replica: string): string {
  return fingerprint(replica).slice(0, 4).toUpperCase();
}

/** Enough of it to tell one from another in the address of a page. */
export function fingerprint(replica: string): string {
  return createHash('sha256').update(replica).digest('hex').slice(0, 16);
}
