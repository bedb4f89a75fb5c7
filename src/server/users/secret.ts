import { createHash } from 'node:crypto';

/** Fills secrets and ids with randomness; tests give a seeded one. */
export type RandomBytes = (count: number) => Uint8Array;

/** 128 random bits, base64url: a cookie or a one-time address. Nobody guesses it, and two of them ride on every request. */
export function newSecret(random: RandomBytes): string {
  return Buffer.from(random(16)).toString('base64url');
}

/** 128 random bits for a name that is no secret. */
export function newName(random: RandomBytes): string {
  return Buffer.from(random(16)).toString('base64url');
}

/** What is stored of a secret. It is random already, so it needs no slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
