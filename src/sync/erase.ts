import { eraseAnswer, longestReason } from '../protocol/erasure.ts';
import { jsonBody } from './gzip.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

export { longestReason };

/** Long enough for a store of photos that is slow to let go of them. */
const patience = 60_000;

/** Takes an entry, or one photo or attachment of it, away for good. Asked twice, it is done once. */
export async function eraseEntry(
  { entry, photo, reason }: { entry: string; photo: string | null; reason: string },
  transport: Transport = fetchTransport,
): Promise<{ status: 'done' } | { status: 'refused'; sentence: string } | PageFailure> {
  const body = await jsonBody(JSON.stringify({ reason, ...(photo !== null && { photo }) }));
  const answer = understand(await transport.send({ method: 'POST', path: `/v1/entries/${entry}/erase`, ...body, patience }), eraseAnswer);
  if (answer.status === 'ok') return { status: 'done' };
  if (answer.status === 'problem' && answer.kind !== 'signed_out') return { status: 'refused', sentence: answer.title };
  return pageFailure(answer);
}
