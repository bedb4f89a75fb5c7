import type { AttachmentReference } from '../domain/entry.ts';
import type { LocalDatabase } from '../localdb/database.ts';
import { readPhotoBytes } from '../localdb/photos.ts';
import { sha256 } from '../localdb/sha256.ts';
import { fetchTransport, type Transport } from './transport.ts';

export type AttachmentSource =
  | { status: 'here'; bytes: Uint8Array<ArrayBuffer> }
  | { status: 'notHere' | 'offline' | 'signedOut' | 'trouble' };

/** Long enough for 10 MB on a weak network. */
const patience = 600_000;

/** An attachment's bytes, whole: this device's own if it has them, otherwise the server's. */
export async function fetchAttachment(
  db: LocalDatabase,
  reference: AttachmentReference,
  transport: Transport = fetchTransport,
): Promise<AttachmentSource> {
  const own = await readPhotoBytes(db, reference.id);
  if (own && (await sha256(own)) === reference.sha256) return { status: 'here', bytes: own };
  const answer = await transport.send({ method: 'GET', path: `/v1/attachments/${reference.id}`, patience });
  if (answer.status === 'none') return { status: 'offline' };
  if (answer.code === 404 || answer.code === 410) return { status: 'notHere' };
  if (answer.code === 401) return { status: 'signedOut' };
  // Whatever stands between may answer with a page of its own.
  const isWhole = answer.code === 200 && (await sha256(answer.body)) === reference.sha256;
  return isWhole ? { status: 'here', bytes: answer.body } : { status: 'trouble' };
}
