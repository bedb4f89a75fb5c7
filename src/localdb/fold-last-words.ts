import type { LocalDatabase } from './database.ts';
import { saveDraft } from './drafts.ts';
import { lastWordsPlaces } from './last-words-place.ts';
import type { DraftRow } from './rows.ts';

/** Puts this person's last words where all others of the draft are, unless those are newer or became an entry. */
export async function foldLastWords(db: LocalDatabase): Promise<void> {
  for (const place of lastWordsPlaces(db.person)) {
    const kept = localStorage.getItem(place);
    const words = kept === null ? null : readWords(kept);
    if (words) await fold(db, words);
    // Another page may have kept newer ones meanwhile.
    if (localStorage.getItem(place) === kept) localStorage.removeItem(place);
  }
}

async function fold(db: LocalDatabase, words: DraftRow): Promise<void> {
  await db.transaction('rw', db.drafts, db.entries, db.outbox, async () => {
    const row = await db.drafts.get(words.id);
    const isOver = row ? row.updatedAt > words.updatedAt : await hasBecomeEntry(db, words);
    if (!isOver) await saveDraft(db, words);
  });
}

/** Where there is no draft any more, it was saved after these words, or they are the first that anybody kept of it. */
async function hasBecomeEntry(db: LocalDatabase, { id, mode, updatedAt }: DraftRow): Promise<boolean> {
  if (mode === 'new') return (await db.entries.get(id)) !== undefined;
  const changes = await db.outbox.where('entry').equals(id).toArray();
  return changes.some((change) => change.at >= updatedAt);
}

/** Written by this app alone: what is asked is whether it is whole. */
function readWords(kept: string): DraftRow | null {
  try {
    const words: unknown = JSON.parse(kept);
    return isDraft(words) ? words : null;
  } catch {
    return null;
  }
}

function isDraft(words: unknown): words is DraftRow {
  if (typeof words !== 'object' || words === null || !('id' in words) || !('input' in words) || !('updatedAt' in words)) return false;
  return typeof words.id === 'string' && typeof words.input === 'object' && typeof words.updatedAt === 'number';
}
