import type { LocalDatabase } from './database.ts';
import { discardDraft, saveDraft } from './drafts.ts';
import { notStored, storeFile, type Intake } from './intake.ts';
import { readPerson } from './meta.ts';
import { onceMore } from './once-more.ts';
import { draftForPhotos, mostPhotos } from './photo-draft.ts';

/** What became of pictures that were shared from another app; they stay there too. */
export type Shared =
  | { status: 'kept'; draft: string; count: number; left: { count: number; why: LeftBecause } | null }
  | { status: 'notKept'; why: NotKeptBecause };

export type LeftBecause = Exclude<Intake, 'stored'> | 'most';
export type NotKeptBecause = Exclude<Intake, 'stored'> | 'nothing' | 'signedOut' | 'noUnit' | 'olderBuild' | 'noWorker';

/** Into a draft of their own, whose kind is chosen later; each is on disk before the next is read. */
export async function keepSharedPhotos(db: LocalDatabase, files: readonly File[], now: number): Promise<Shared> {
  if (files.length === 0) return { status: 'notKept', why: 'nothing' };
  const draft = draftForPhotos(await onceMore(() => readPerson(db)), now);
  if (!draft) return { status: 'notKept', why: 'noUnit' };
  const intakes: Intake[] = [];
  try {
    await onceMore(() => saveDraft(db, draft));
    for (const file of files.slice(0, mostPhotos)) intakes.push(await storeFile(db, draft.id, file, now));
  } catch (error) {
    return { status: 'notKept', why: notStored(error) };
  }
  const count = intakes.filter((intake) => intake === 'stored').length;
  const trouble = intakes.find((intake) => intake !== 'stored');
  if (count === 0) {
    await discardDraft(db, draft.id);
    return { status: 'notKept', why: trouble ?? 'notKept' };
  }
  const left = files.length - count;
  return { status: 'kept', draft: draft.id, count, left: left > 0 ? { count: left, why: trouble ?? 'most' } : null };
}
