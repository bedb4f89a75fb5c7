import { type Schedule, type ScheduleException, type StoredSchedule, withExceptions } from '../domain/schedule.ts';
import type { LocalDatabase } from './database.ts';
import { readPerson } from './meta.ts';
import type { ScheduleEdit } from './rows.ts';

/**
 * A unit's schedule on the device: the server's version comes with the person, what was changed here lies over it until
 * the server has it. Nothing that somebody typed is given up by an answer.
 */
export interface KnownSchedule {
  unit: string;
  /** As screens show it. */
  schedule: Schedule;
  /** The server's; null where it has none. */
  stored: StoredSchedule | null;
  edit: ScheduleEdit | null;
}

/** Of every unit that the person reports for and that has one. */
export async function readSchedules(db: LocalDatabase): Promise<KnownSchedule[]> {
  const [person, edits] = await Promise.all([readPerson(db), readEdits(db)]);
  const own = [...new Set(person?.grants.filter((grant) => grant.role === 'reporter').map((grant) => grant.unit))];
  return own.flatMap((unit): KnownSchedule[] => {
    const stored = person?.schedules?.find((each) => each.schedule.unit === unit) ?? null;
    const edit = edits.find((each) => each.unit === unit) ?? null;
    const schedule = edit?.schedule ?? stored?.schedule;
    return schedule ? [{ unit, schedule, stored, edit }] : [];
  });
}

export async function readEdits(db: LocalDatabase): Promise<ScheduleEdit[]> {
  const row = await db.meta.get('scheduleEdits');
  return row?.key === 'scheduleEdits' ? row.edits : [];
}

/** Keeps a whole schedule as its person wrote it; resolves when it is on disk. */
export async function rewriteSchedule(
  db: LocalDatabase,
  empty: Pick<Schedule, 'unit' | 'kind'>,
  change: (schedule: Schedule) => Schedule,
): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const edit = await beginEdit(db, empty);
    await putEdit(db, { ...edit, schedule: change(edit.schedule), rewritten: true, state: 'waiting' });
  });
}

/** Says that sessions were not held, or were after all. Inside the caller's transaction. */
export async function changeExceptions(
  db: LocalDatabase,
  empty: Pick<Schedule, 'unit' | 'kind'>,
  change: { added: readonly ScheduleException[]; removed: readonly string[] },
): Promise<void> {
  const edit = await beginEdit(db, empty);
  const gone = new Set(change.removed);
  await putEdit(db, {
    ...edit,
    schedule: withExceptions(edit.schedule, change),
    added: [...edit.added.filter((each) => !gone.has(each.id)), ...change.added],
    removed: [...edit.removed, ...change.removed],
    state: edit.state === 'outdated' ? 'outdated' : 'waiting',
  });
}

/** Exceptions that were said by themselves, beside no entry; resolves when they are on disk. */
export async function sayExceptions(
  db: LocalDatabase,
  schedule: Pick<Schedule, 'unit' | 'kind'>,
  change: { added: readonly ScheduleException[]; removed: readonly string[] },
): Promise<void> {
  // An `async` scope of its own: without it the transaction is over before the first `await` in it has come back.
  await db.transaction('rw', db.meta, async () => {
    await changeExceptions(db, schedule, change);
  });
}

async function beginEdit(db: LocalDatabase, { unit, kind }: Pick<Schedule, 'unit' | 'kind'>): Promise<ScheduleEdit> {
  // Also of a unit that is its person's no more: it stands until it is sent or given up.
  const edit = (await readEdits(db)).find((each) => each.unit === unit);
  if (edit) return edit;
  const known = (await readSchedules(db)).find((each) => each.unit === unit);
  const schedule = known?.schedule ?? { unit, kind, lines: [], exceptions: [] };
  return { unit, base: known?.stored?.revision ?? 0, schedule, added: [], removed: [], rewritten: false, state: 'waiting' };
}

async function putEdit(db: LocalDatabase, edit: ScheduleEdit): Promise<void> {
  const others = (await readEdits(db)).filter((each) => each.unit !== edit.unit);
  await db.meta.put({ key: 'scheduleEdits', edits: [...others, edit] });
}

async function dropEdit(db: LocalDatabase, unit: string): Promise<void> {
  await db.meta.put({ key: 'scheduleEdits', edits: (await readEdits(db)).filter((each) => each.unit !== unit) });
}

/** The server has taken `sent`. What was changed since stays an edit, of the version that the server has now. */
export async function acceptSchedule(db: LocalDatabase, stored: StoredSchedule, sent: ScheduleEdit): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await putStored(db, [stored]);
    const edit = (await readEdits(db)).find((each) => each.unit === sent.unit);
    if (!edit) return;
    if (JSON.stringify(edit.schedule) === JSON.stringify(sent.schedule)) return dropEdit(db, edit.unit);
    const isSent = new Set(sent.added.map((each) => each.id));
    const added = edit.added.filter((each) => !isSent.has(each.id));
    await putEdit(db, { ...edit, base: stored.revision, added, removed: edit.removed.filter((id) => !sent.removed.includes(id)) });
  });
}

/**
 * The server has a newer version than the one that `refused` was made from. Exceptions are said anew of it; a schedule that
 * was rewritten waits for its person to choose.
 */
export async function meetNewerSchedule(db: LocalDatabase, newer: readonly StoredSchedule[], refused: ScheduleEdit): Promise<ScheduleEdit> {
  return db.transaction('rw', db.meta, async () => {
    await putStored(db, newer);
    const stored = newer.find((each) => each.schedule.unit === refused.unit);
    const edit = (await readEdits(db)).find((each) => each.unit === refused.unit) ?? refused;
    const next: ScheduleEdit =
      edit.rewritten || !stored
        ? { ...edit, state: 'outdated' }
        : { ...edit, base: stored.revision, schedule: withExceptions(stored.schedule, edit), state: 'waiting' };
    await putEdit(db, next);
    return next;
  });
}

export async function refuseSchedule(db: LocalDatabase, unit: string): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const edit = (await readEdits(db)).find((each) => each.unit === unit);
    if (edit) await putEdit(db, { ...edit, state: 'refused' });
  });
}

/** A person has seen both versions: this device's goes over the newer one, or is given up for it. */
export async function settleSchedule(db: LocalDatabase, unit: string, choice: 'mine' | 'theirs'): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const known = (await readSchedules(db)).find((each) => each.unit === unit);
    if (!known?.edit) return;
    if (choice === 'theirs') return dropEdit(db, unit);
    await putEdit(db, { ...known.edit, base: known.stored?.revision ?? 0, rewritten: true, state: 'waiting' });
  });
}

async function putStored(db: LocalDatabase, told: readonly StoredSchedule[]): Promise<void> {
  const person = await readPerson(db);
  if (!person) return;
  const units = new Set(told.map((each) => each.schedule.unit));
  const others = (person.schedules ?? []).filter((each) => !units.has(each.schedule.unit));
  await db.meta.put({ key: 'person', person: { ...person, schedules: [...others, ...told] } });
}
