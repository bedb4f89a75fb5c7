import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the package's defaults (19 MiB, 2 passes), OWASP's first choice. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'));
}

/** Takes as long for an account that does not exist, so that the time of an answer names no accounts. */
export async function isRightPassword(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobody()), password.normalize('NFC'));
  return matches && stored !== undefined;
}

let hashOfNobody: Promise<string> | undefined;

function nobody(): Promise<string> {
  hashOfNobody ??= hash('no account has this password');
  return hashOfNobody;
}
