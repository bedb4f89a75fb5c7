import type { EntryRow } from '../../src/localdb/rows.ts';
import * as deed from './deeds.ts';
import { type Draw, isOpen, pickEntry, reviewersOf, writersOf } from './draw-choices.ts';
import { changeEntry, moveEntry, review, settleConflict, writeEntry } from './draw-deeds.ts';
import type { Phone } from './phone.ts';

/**
 * Where people have much to do with each other: by chance alone two phones seldom change one entry, a reviewer seldom has one
 * before them, and a copied profile is seldom written on.
 */

/** Everybody has written, and knows of what the others wrote. */
export async function beginTheDay(draw: Draw): Promise<void> {
  const phones = [...draw.world.phones.values()];
  for (const phone of phones) {
    await writeEntry(draw, phone);
    if (draw.random.chance(0.5)) await writeEntry(draw, phone);
  }
  for (const phone of [...phones, ...phones]) await draw.world.sendAll(phone);
}

export const busyDeeds: readonly (readonly [number, (draw: Draw, phone: Phone) => Promise<void>])[] = [
  [12, editTogether],
  [8, workOnCopies],
  [10, reviewAndSend],
  [6, moveAndSend],
  [8, settleAnyConflict],
];

/** Two people change the same of one entry, and neither knows of the other. */
async function editTogether(draw: Draw): Promise<void> {
  const [one, other, id] = pickTogether(draw) ?? [];
  if (!one || !other || id === undefined) return;
  for (const phone of [one, other]) await deed.edit(draw.world, phone, id, sameFields(draw, deed.rowOf(phone, id)));
  await perhapsSend(draw, one, other);
}

/** Work goes on on a phone and on the copy of its profile. */
async function workOnCopies(draw: Draw): Promise<void> {
  const { world, random } = draw;
  const copied = random.pick([...world.phones.values()].filter(({ name }) => world.phones.has(`${name}'`)));
  if (!copied) return;
  const both = [copied, world.phone(`${copied.name}'`)];
  for (const phone of both) await (random.chance(0.4) ? writeEntry(draw, phone) : changeEntry(draw, phone));
  if (random.chance(0.3)) await changeEntry(draw, copied);
  await perhapsSend(draw, ...both);
}

async function reviewAndSend(draw: Draw): Promise<void> {
  const reviewers = reviewersOf(draw);
  if (draw.random.chance(0.7)) await perhapsSend(draw, ...reviewers);
  await review(draw);
  await perhapsSend(draw, ...reviewers);
}

async function moveAndSend(draw: Draw): Promise<void> {
  await moveEntry(draw);
  await perhapsSend(draw, ...reviewersOf(draw));
}

/** On whichever phone there is one. */
async function settleAnyConflict(draw: Draw): Promise<void> {
  const torn = [...draw.world.phones.values()].filter((phone) => phone.read().entries.some(({ view }) => view.conflicts.length > 0));
  const phone = draw.random.pick(torn);
  if (!phone) return;
  await settleConflict(draw, phone);
  await perhapsSend(draw, phone);
}

/** Two phones, and an entry that both have as the server has it. */
function pickTogether(draw: Draw): [Phone, Phone, string] | undefined {
  const { random } = draw;
  const writers = writersOf(draw);
  const one = random.pick(writers);
  const row = one && pickEntry(draw, one, isClean);
  const other = row && random.pick(writers.filter((each) => each !== one && each.read().entries.some(({ id }) => id === row.id)));
  return one && row && other && isClean(deed.rowOf(other, row.id)) ? [one, other, row.id] : undefined;
}

function isClean(row: EntryRow): boolean {
  return row.sync === 'clean' && isOpen(row);
}

function sameFields({ random, mark }: Draw, { view }: EntryRow): Record<string, string | number | string[]> {
  const choices = ['officials', 'people', 'students'].filter(() => random.chance(0.5));
  if (view.kind === 'training') return { attendance: 10 + (mark() % 200), audience: ['officials', ...choices.slice(1)] };
  return { title: `Thông báo chung, bài ${mark()}`, ...(random.chance(0.5) && { durationMinutes: 0.5 + (mark() % 60) }) };
}

async function perhapsSend({ world, random }: Draw, ...phones: readonly Phone[]): Promise<void> {
  for (const phone of phones) if (phone.runners === 0 && random.chance(0.7)) await world.sendAll(phone);
}
