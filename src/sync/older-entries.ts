import type * as z from 'zod/mini';
import { entryPage, listedEntry, type EntryPage, type ListedEntry } from '../protocol/review.ts';
import { pageFailure, type PageFailure } from './page-failure.ts';
import { fetchTransport, understand, type Transport } from './transport.ts';

const patience = 30_000;

/** Entries that this device does not keep: older ones, and a reviewer's units. */
export async function fetchEntries(
  wanted: { unit?: string; from?: string; to?: string; after?: string; limit?: string },
  transport: Transport = fetchTransport,
): Promise<({ status: 'loaded' } & EntryPage) | PageFailure> {
  const query = new URLSearchParams(wanted).toString();
  const answer = understand(await transport.send({ method: 'GET', path: `/v1/entries?${query}`, patience }), entryPage);
  return answer.status === 'ok' ? { status: 'loaded', ...answer.value } : pageFailure(answer);
}

export async function fetchEntry(
  id: string,
  transport: Transport = fetchTransport,
): Promise<{ status: 'loaded'; listed: ListedEntry } | { status: 'notHere' } | PageFailure> {
  const answer = understand(
    await transport.send({ method: 'GET', path: `/v1/entries/${id}`, patience }),
    listedEntry as z.ZodMiniType<ListedEntry>,
  );
  if (answer.status === 'ok') return { status: 'loaded', listed: answer.value };
  return answer.status === 'problem' && answer.kind === 'not_found' ? { status: 'notHere' } : pageFailure(answer);
}
