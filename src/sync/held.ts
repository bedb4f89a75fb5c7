import { heldPage, type HeldChange, type HeldPage, type HeldQuery } from '../protocol/held.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

export type { HeldChange };

const patience = 30_000;

/** Changes that were not taken, by the server's record. */
export async function fetchHeld(
  wanted: { whose: HeldQuery['whose']; state?: HeldQuery['state']; after?: string; limit?: number },
  transport: Transport = fetchTransport,
): Promise<({ status: 'loaded' } & HeldPage) | PageFailure> {
  const query = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]));
  const answer = understand(await transport.send({ method: 'GET', path: `/v1/held?${query.toString()}`, patience }), heldPage);
  return answer.status === 'ok' ? { status: 'loaded', ...answer.value } : pageFailure(answer);
}
