import type { ScheduleException } from '../../src/domain/schedule.ts';
import type { ScheduleEdit } from '../../src/localdb/rows.ts';
import { rewriteSchedule, sayExceptions, settleSchedule } from '../../src/localdb/schedules.ts';
import { line } from '../fakes/schedules.ts';
import type { Phone } from './phone.ts';
import { editsOf, partsOf, storedOn } from './schedules-on-phone.ts';
import type { World } from './world.ts';

/** What reporters do with their unit's weekly schedule, in the app's own verbs. */

const kind = 'broadcast';

export async function addLine(world: World, phone: Phone, unit: string, { id, time }: { id: string; time: string }): Promise<void> {
  await world.act(phone, `puts ${id} into the schedule of ${unit}`, (db) =>
    rewriteSchedule(db, { unit, kind }, (schedule) => ({ ...schedule, lines: [...schedule.lines, line(id, time)] })),
  );
  note(world, phone, unit, id);
}

/** Whoever takes a line out has seen it. */
export async function removeLine(world: World, phone: Phone, unit: string, id: string): Promise<void> {
  world.ledger.scheduled.delete(id);
  await world.act(phone, `takes ${id} out of the schedule of ${unit}`, (db) =>
    rewriteSchedule(db, { unit, kind }, (schedule) => ({ ...schedule, lines: schedule.lines.filter((each) => each.id !== id) })),
  );
}

export async function sayNotHeld(world: World, phone: Phone, unit: string, { id, day }: { id: string; day: string }): Promise<void> {
  const added: ScheduleException[] = [{ id, line: null, from: day, to: day, reason: 'power', instead: null }];
  await world.act(phone, `says ${id} of the schedule of ${unit}`, (db) => sayExceptions(db, { unit, kind }, { added, removed: [] }));
  note(world, phone, unit, id);
}

/** A person has seen both versions. */
export async function chooseSchedule(
  world: World,
  phone: Phone,
  { unit, schedule }: ScheduleEdit,
  choice: 'mine' | 'theirs',
): Promise<void> {
  const stored = storedOn(phone.read()).find((each) => each.schedule.unit === unit);
  const alive = await world.act(phone, `chooses ${choice} for the schedule of ${unit}`, (db) => settleSchedule(db, unit, choice));
  if (!alive) return;
  const both = [partsOf(schedule), stored ? partsOf(stored.schedule) : []] as const;
  const [kept, given] = choice === 'mine' ? both : [both[1], both[0]];
  for (const part of given) if (!kept.includes(part)) world.ledger.scheduled.delete(part);
}

function note(world: World, phone: Phone, unit: string, id: string): void {
  const edit = editsOf(phone.read()).find((each) => each.unit === unit);
  if (edit && partsOf(edit.schedule).includes(id)) world.ledger.scheduled.set(id, { unit, phone: phone.name });
}
