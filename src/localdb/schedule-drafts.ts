import type { LocalDatabase } from './database.ts';
import type { ScheduleDraft } from './rows.ts';

/** Lines of schedules that are being written, on this device only; readable or not. */

type Place = Pick<ScheduleDraft, 'unit' | 'line'>;

export async function readScheduleDraft(db: LocalDatabase, place: Place): Promise<ScheduleDraft | null> {
  return (await readAll(db)).find((draft) => isAt(draft, place)) ?? null;
}

export async function saveScheduleDraft(db: LocalDatabase, draft: ScheduleDraft): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const others = (await readAll(db)).filter((each) => !isAt(each, draft));
    await db.meta.put({ key: 'scheduleDrafts', drafts: [...others, draft] });
  });
}

export async function dropScheduleDraft(db: LocalDatabase, place: Place): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await db.meta.put({ key: 'scheduleDrafts', drafts: (await readAll(db)).filter((each) => !isAt(each, place)) });
  });
}

async function readAll(db: LocalDatabase): Promise<ScheduleDraft[]> {
  const row = await db.meta.get('scheduleDrafts');
  return row?.key === 'scheduleDrafts' ? row.drafts : [];
}

function isAt(draft: Place, place: Place): boolean {
  return draft.unit === place.unit && draft.line === place.line;
}
