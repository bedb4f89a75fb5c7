import type { LocalDatabase } from '../localdb/database.ts';
import { readSyncState } from '../localdb/meta.ts';
import { keepReviewPage } from '../localdb/review.ts';
import { entryPage } from '../protocol/review.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

const patience = 30_000;

/** Loads a page of the review queue into the device's database. */
export async function loadReviewPage(
  db: LocalDatabase,
  page: { after: string | null; now: number },
  transport: Transport = fetchTransport,
): Promise<{ status: 'loaded'; next: string | null; total: number } | PageFailure> {
  const { acknowledged } = await readSyncState(db);
  const query = page.after === null ? '' : `?after=${encodeURIComponent(page.after)}`;
  const answer = understand(await transport.send({ method: 'GET', path: `/v1/review${query}`, patience }), entryPage);
  if (answer.status !== 'ok') return pageFailure(answer);
  await keepReviewPage(db, answer.value.entries, { acknowledged, now: page.now, isFirst: page.after === null });
  return { status: 'loaded', next: answer.value.next, total: answer.value.total };
}
