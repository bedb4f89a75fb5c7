import { scopesOf } from '../../protocol/scopes.ts';
import type { WriteTransaction } from '../db/database.ts';
import type { FeedChange } from '../sync/feed.ts';
import { findEntry } from '../sync/stored-entry.ts';

/** Rows of the feeds that tell of photos whose state changed: of everybody who is told of their entries. */
export async function photoRows(tx: WriteTransaction, photos: readonly { id: string; entry: string }[]): Promise<FeedChange[]> {
  const rows: FeedChange[] = [];
  for (const { id, entry } of photos) {
    const stored = await findEntry(tx, entry);
    for (const scope of stored ? scopesOf(stored.entry) : []) rows.push({ scope, kind: 'photo', id, operation: 'put' });
  }
  return rows;
}
