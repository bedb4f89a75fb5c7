import { base64url } from './base64url.ts';

/** As references name bytes: base64url, 43 characters. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
