import { type PhotoSize } from '../protocol/photo.ts';
import { fetchTransport, type Transport } from './transport.ts';

export type PhotoSource = { status: 'here'; blob: Blob } | { status: 'notHere' } | { status: 'offline' } | { status: 'trouble' };

/** A photo's picture from the server. Nothing keeps it but the screen that shows it. */
export async function fetchPhoto(id: string, size: PhotoSize, transport: Transport = fetchTransport): Promise<PhotoSource> {
  const answer = await transport.send({ method: 'GET', path: `/v1/photos/${id}?size=${size}`, patience: 60_000 });
  if (answer.status === 'none') return { status: 'offline' };
  if (answer.code === 404 || answer.code === 410) return { status: 'notHere' };
  const isPicture = answer.code === 200 && answer.headers.get('content-type') === 'image/jpeg';
  return isPicture ? { status: 'here', blob: new Blob([answer.body], { type: 'image/jpeg' }) } : { status: 'trouble' };
}
