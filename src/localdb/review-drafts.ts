import type { LocalDatabase } from './database.ts';
import type { ReviewDraft } from './rows.ts';

/** What a reviewer has typed about an entry and not sent, on this device only. */

/** More are of entries that were decided by others long ago. */
const mostKept = 50;

export async function readReviewDraft(db: LocalDatabase, entry: string): Promise<ReviewDraft | null> {
  return (await readAll(db)).find((draft) => draft.entry === entry) ?? null;
}

export async function saveReviewDraft(db: LocalDatabase, draft: ReviewDraft): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const others = (await readAll(db)).filter((each) => each.entry !== draft.entry);
    await db.meta.put({ key: 'reviewDrafts', drafts: [...others, draft].slice(-mostKept) });
  });
}

/** Inside the transaction that decides. */
export async function dropReviewDraft(db: LocalDatabase, entry: string): Promise<void> {
  const drafts = await readAll(db);
  const left = drafts.filter((draft) => draft.entry !== entry);
  if (left.length < drafts.length) await db.meta.put({ key: 'reviewDrafts', drafts: left });
}

async function readAll(db: LocalDatabase): Promise<ReviewDraft[]> {
  const row = await db.meta.get('reviewDrafts');
  return row?.key === 'reviewDrafts' ? row.drafts : [];
}
