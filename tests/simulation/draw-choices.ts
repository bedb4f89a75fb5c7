import type { FieldValues } from '../../src/domain/kinds/field.ts';
import type { EntryRow } from '../../src/localdb/rows.ts';
import { units } from './people.ts';
import type { Phone } from './phone.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** What a deed of a drawn run chooses from: whose entry, and what is typed. */

export interface Draw {
  world: World;
  random: Random;
  /** Makes every value of a run different from every other. */
  mark: () => number;
  /** Whether copies take their time here, and somebody puts the store back without giving it a new life. */
  byHand: boolean;
}

export function reviewersOf({ world }: Pick<Draw, 'world'>): Phone[] {
  return [...world.phones.values()].filter(({ person }) => person.id === 'dung');
}

export function writersOf({ world }: Pick<Draw, 'world'>): Phone[] {
  return [...world.phones.values()].filter(({ person }) => person.id !== 'dung');
}

/** Half of the time the oldest one, so that people meet at it. */
export function pickEntry(draw: Draw, phone: Phone, fits: (row: EntryRow) => boolean): EntryRow | undefined {
  const rows = inOrder(
    draw,
    phone.read().entries.filter((row) => row.sync !== 'stranded' && fits(row)),
  );
  return draw.random.chance(0.5) ? rows[0] : draw.random.pick(rows);
}

/** As people began them: a phone sorts them by ids that its clock made, and the same run on other clocks is to do the same. */
export function inOrder<Row extends { id: string }>({ world }: Draw, rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => world.begun.indexOf(one.id) - world.begun.indexOf(other.id));
}

export function isOpen(row: EntryRow): boolean {
  return row.view.status === 'submitted' || row.view.status === 'returned' || row.view.status === 'draft';
}

export function writesFor(phone: Phone): string | undefined {
  const home: Record<string, string> = { an: units.one, binh: units.one, chi: units.other };
  return home[phone.person.id];
}

export async function changeOf(draw: Draw, row: EntryRow): Promise<FieldValues> {
  return row.view.kind === 'training' ? trainingChange(draw, row.unit) : broadcastChange(draw, row.unit);
}

export function broadcastChange({ random, mark }: Draw, unit: string): FieldValues {
  const values = coOrganisersChange(random, unit);
  if (random.chance(0.5)) values['title'] = `Hướng dẫn nộp hồ sơ trực tuyến, bài ${mark()}`;
  if (random.chance(0.4)) values['airings'] = 1 + (mark() % 400);
  if (random.chance(0.3)) values['durationMinutes'] = 0.5 + (mark() % 60);
  if (random.chance(0.3))
    values['sessions'] = ['morning', 'noon', 'afternoon', 'extraordinary'].filter(() => random.chance(0.5)).concat('noon');
  return Object.keys(values).length > 0 ? values : { title: `Thông báo lịch tiếp dân, bài ${mark()}` };
}

export function trainingChange({ random, mark }: Draw, unit: string): FieldValues {
  const values: FieldValues = { ...coOrganisersChange(random, unit), attendance: 10 + (mark() % 200) };
  if (random.chance(0.4)) values['title'] = `Tập huấn dịch vụ công trực tuyến, lớp ${mark()}`;
  if (random.chance(0.3))
    values['audience'] = ['officials', ...(random.chance(0.5) ? ['people'] : []), ...(random.chance(0.5) ? ['students'] : [])];
  return values;
}

/** The other unit is named, or nobody any more. */
function coOrganisersChange(random: Random, unit: string): FieldValues {
  const fate = random.next();
  if (fate > 0.4) return {};
  return { coOrganisers: fate < 0.25 ? [unit === units.one ? units.other : units.one] : [] };
}
