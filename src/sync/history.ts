import { historyAnswer, type HistoryItem } from '../protocol/history.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

export type { HistoryItem };

const patience = 30_000;

/** What became of an entry, by the server's record. */
export async function fetchHistory(
  id: string,
  transport: Transport = fetchTransport,
): Promise<{ status: 'loaded'; changes: HistoryItem[] } | { status: 'notHere' } | PageFailure> {
  const answer = understand(await transport.send({ method: 'GET', path: `/v1/entries/${id}/history`, patience }), historyAnswer);
  if (answer.status === 'ok') return { status: 'loaded', changes: answer.value.changes };
  return answer.status === 'problem' && answer.kind === 'not_found' ? { status: 'notHere' } : pageFailure(answer);
}
