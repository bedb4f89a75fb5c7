import * as deed from './deeds.ts';
import { writersOf } from './draw-choices.ts';
import type { Phone } from './phone.ts';
import { picture } from './pictures.ts';
import * as scheduleDeed from './schedule-deeds.ts';
import { editsOf, storedOn } from './schedules-on-phone.ts';
import { seededRandom, type Random } from './random.ts';
import type { FileOfChanges, World } from './world.ts';

/**
 * What happens seldom: a law has an entry erased, a phone is signed out from afar, what a phone could not send goes as a file.
 * With a source of its own, in some runs only: all others are what they were before these deeds were drawn.
 */
export class RareDeeds {
  readonly #world: World;
  readonly #random: Random;
  #marks = 0;

  private constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** Null in a run without them. None of the recorded runs is among those that have them. */
  static in(world: World, seed: number): RareDeeds | null {
    return rareIn.includes(seed % rareEvery) ? new RareDeeds(world, seededRandom(seed * 2 + 1_000_003)) : null;
  }

  /** After a step of the run, mostly nothing. */
  async perhaps(): Promise<void> {
    const random = this.#random;
    if (!random.chance(0.2)) return;
    let left = random.below(allWeights);
    for (const [weight, play] of deeds) {
      left -= weight;
      if (left < 0) return play({ world: this.#world, random, mark: () => (this.#marks += 1) });
    }
  }
}

const rareEvery = 7;
const rareIn = [4, 5];

interface Draw {
  world: World;
  random: Random;
  /** Names what is written. */
  mark: () => number;
}

const deeds: readonly (readonly [number, (draw: Draw) => Promise<void>])[] = [
  [6, exportFile],
  [6, handIn],
  [3, exportAndHandIn],
  [2, signOutFromAfar],
  [4, signInAgain],
  [6, erase],
  [3, eraseWhileAnswering],
  [1, ({ world }) => world.eraseAgain()],
  [5, writeAndSend],
  [2, clone],
  [6, changeSchedule],
  [3, chooseSchedule],
];
const allWeights = deeds.reduce((sum, [weight]) => sum + weight, 0);

/** So that there is something to erase and to hand in. */
async function writeAndSend({ world, random }: Draw): Promise<void> {
  const phone = random.pick(writersOf({ world }));
  const unit = phone && random.pick([...(world.grants.get(phone.person.id) ?? [])]);
  if (!phone || unit === undefined) return;
  const photos = random.chance(0.3) ? [await picture(100 + random.below(20))] : [];
  const kind = photos.length > 0 ? 'training' : 'broadcast';
  await deed.write(world, phone, { kind, unit, photos, values: { title: `Bài ${random.below(1_000_000)}` } });
  if (phone.runners === 0 && random.chance(0.7)) await world.sendAll(phone);
}

async function clone({ world, random }: Draw): Promise<void> {
  const phone = random.pick([...world.phones.values()]);
  if (phone && world.phones.size < 6 && !world.phones.has(`${phone.name}'`)) await world.clone(phone);
}

async function exportFile(draw: Draw): Promise<void> {
  const phone = pickPhone(draw);
  if (phone) await draw.world.exportFile(phone);
}

/** Also an old one, and one that was handed in before. */
async function handIn(draw: Draw): Promise<void> {
  const { world, random } = draw;
  const file = random.chance(0.5) ? world.files.at(-1) : random.pick(world.files);
  if (file) await bring(draw, file);
}

async function exportAndHandIn(draw: Draw): Promise<void> {
  const phone = pickPhone(draw);
  const file = phone && (await draw.world.exportFile(phone));
  if (file) await bring(draw, file);
}

async function bring({ world, random }: Draw, file: FileOfChanges): Promise<void> {
  const other = random.pick(['an', 'binh', 'chi', 'dung'].filter((person) => person !== file.person)) ?? '';
  if (random.chance(0.2)) await world.handInAtDesk(file, { by: other });
  if (random.chance(0.1)) await world.handInAtDesk(changed(file), { by: other });
  const phone = random.pick([...world.phones.values()].filter((each) => each.person.id === file.person && each.runners < 3));
  if (!phone || random.chance(0.6)) await world.handInAtDesk(file, { isLost: random.chance(0.2) });
  else await world.beginHandIn(phone, file);
}

/** Somebody puts their own words into another person's file. */
function changed(file: FileOfChanges): FileOfChanges {
  return { ...file, text: file.text.replaceAll(/airings\\":\d+/g, String.raw`airings\":1000`) };
}

async function signOutFromAfar(draw: Draw): Promise<void> {
  const phone = pickPhone(draw);
  if (phone) await draw.world.signOutFromAfar(phone);
}

async function signInAgain({ world }: Draw): Promise<void> {
  for (const phone of world.phones.values()) if (!(await world.isSignedIn(phone))) return world.signInAgain(phone);
}

async function erase(draw: Draw): Promise<void> {
  const entry = pickEntry(draw);
  if (entry !== undefined) await draw.world.erase(entry);
}

/** Between what a phone brings and what it is told. */
async function eraseWhileAnswering(draw: Draw): Promise<void> {
  const { world, random } = draw;
  const flight = random.pick(world.network.going().filter(({ request }) => request.path === '/v1/sync'));
  const entry = pickEntry(draw);
  if (flight && entry !== undefined) await world.carry(flight, { meanwhile: () => world.erase(entry) });
}

/** Copies of a profile more often than there are of them: their files are the difficult ones. */
function pickPhone({ world, random }: Draw): Phone | undefined {
  const phones = [...world.phones.values()];
  const copied = phones.filter(({ name }) => name.endsWith("'") || world.phones.has(`${name}'`));
  return copied.length > 0 && random.chance(0.6) ? random.pick(copied) : random.pick(phones);
}

async function changeSchedule({ world, random, mark }: Draw): Promise<void> {
  const phone = random.pick(writersOf({ world }));
  const unit = phone && random.pick([...(world.grants.get(phone.person.id) ?? [])]);
  if (!phone || unit === undefined) return;
  const count = mark();
  const id = `phần-${count}`;
  const known = [...editsOf(phone.read()), ...storedOn(phone.read()).map(({ schedule }) => ({ unit: schedule.unit, schedule }))];
  const lines = known.find((each) => each.unit === unit)?.schedule.lines ?? [];
  const line = random.pick(lines);
  if (random.chance(0.4)) await scheduleDeed.sayNotHeld(world, phone, unit, { id, day: `2026-12-${10 + (count % 20)}` });
  else if (line && random.chance(0.25)) await scheduleDeed.removeLine(world, phone, unit, line.id);
  else await scheduleDeed.addLine(world, phone, unit, { id, time: `${10 + (count % 10)}:${10 + (count % 50)}` });
  if (phone.runners === 0 && random.chance(0.5)) await world.sendAll(phone);
}

async function chooseSchedule({ world, random }: Draw): Promise<void> {
  for (const phone of world.phones.values()) {
    const edit = editsOf(phone.read()).find(({ state }) => state === 'outdated');
    if (edit) return scheduleDeed.chooseSchedule(world, phone, edit, random.chance(0.5) ? 'mine' : 'theirs');
  }
}

function pickEntry({ world, random }: Draw): string | undefined {
  if (!world.mayErase) return undefined;
  const there = world.begun.filter((id) => world.state.entries.has(id));
  return random.pick(there);
}
