import type { FieldValues } from '../../src/domain/kinds/field.ts';
import type { EntryRow } from '../../src/localdb/rows.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import * as deed from './deeds.ts';
import { RareDeeds } from './draw-rare.ts';
import type { Flight } from './network.ts';
import { units } from './people.ts';
import type { Phone } from './phone.ts';
import { picture } from './pictures.ts';
import { seededRandom, type Random } from './random.ts';
import { poisonousTitle } from './server-host.ts';
import type { World } from './world.ts';

interface Draw {
  world: World;
  random: Random;
  /** Makes every value of a run different from every other. */
  mark: () => number;
  /** Whether copies take their time here, and somebody puts the store back without giving it a new life. */
  byHand: boolean;
}

/** The other runs stay what they were: some of them are kept because something was once lost in them. */
const byHandEvery = 5;

/** Draws a run's steps and plays them. */
export async function playDrawn(world: World, seed: number): Promise<void> {
  const random = seededRandom(seed * 2 + 1);
  let marks = 0;
  const draw = { world, random, mark: () => (marks += 1), byHand: seed % byHandEvery === 0 };
  const rare = RareDeeds.in(world, seed);
  const steps = 25 + random.below(41);
  for (let step = 0; step < steps; step += 1) {
    world.pass(1 + random.below(20_000));
    await playOne(draw);
    await rare?.perhaps();
  }
  await world.renewServer();
}

/** Weight and deed; a deed that has nothing to do does nothing. */
const deeds: readonly (readonly [number, (draw: Draw, phone: Phone) => Promise<void>])[] = [
  [8, writeEntry],
  [14, changeEntry],
  [3, openForm],
  [4, saveForm],
  [1, discardForm],
  [3, takeBack],
  [5, review],
  [1, comment],
  [1, dismissRefused],
  [2, tryAgain],
  [14, (draw, phone) => beginSending(draw, phone)],
  [5, beginExchange],
  [6, sendAll],
  [8, sendThroughMishaps],
  [22, moveFlight],
  [3, moveEntry],
  [2, settleConflict],
  [1, writeAsNewerBuild],
  [3, (draw, phone) => draw.world.kill(phone)],
  [4, armKill],
  [1, (draw, phone) => draw.world.losePower(phone)],
  [2, replay],
  [2, clone],
  [3, copyServer],
  [2, restoreServer],
  [2, moveGrant],
  [1, borrowSession],
];
const allWeights = deeds.reduce((sum, [weight]) => sum + weight, 0);

async function playOne(draw: Draw): Promise<void> {
  const phone = draw.random.pick([...draw.world.phones.values()]);
  if (!phone) return;
  let left = draw.random.below(allWeights);
  for (const [weight, play] of deeds) {
    left -= weight;
    if (left < 0) return play(draw, phone);
  }
}

async function writeEntry(draw: Draw, phone: Phone): Promise<void> {
  const { world, random } = draw;
  const unit = random.pick([...(world.grants.get(phone.person.id) ?? [])]) ?? writesFor(phone);
  if (unit === undefined) return;
  if (random.chance(0.3)) {
    const photos = [await picture(random.below(12))];
    if (random.chance(0.6)) photos.push(await picture(12 + random.below(6)));
    if (random.chance(0.5)) photos.push(await picture(18 + random.below(6)));
    await deed.write(world, phone, { kind: 'training', unit, photos, values: trainingChange(draw, unit) });
    return;
  }
  const isPoison = random.chance(0.04);
  const values = {
    ...broadcastChange(draw, unit),
    ...(isPoison && { title: poisonousTitle }),
    ...(random.chance(0.05) && { airings: -5 }),
  };
  await deed.write(world, phone, { unit, values });
}

async function changeEntry(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each));
  if (!row) return;
  await deed.edit(draw.world, phone, row.id, await changeOf(draw, row));
}

async function openForm(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each));
  if (row) await deed.beginEdit(draw.world, phone, row.id);
}

async function saveForm(draw: Draw, phone: Phone): Promise<void> {
  const draft = draw.random.pick(inOrder(draw, phone.read().drafts));
  if (!draft) return;
  const isTraining = draft.kind === 'training';
  if (isTraining && draw.random.chance(0.3)) await deed.addPhoto(draw.world, phone, draft.id, await picture(24 + draw.mark()));
  await deed.save(draw.world, phone, draft.id, isTraining ? trainingChange(draw, draft.unit) : broadcastChange(draw, draft.unit));
}

async function discardForm(draw: Draw, phone: Phone): Promise<void> {
  const draft = draw.random.pick(inOrder(draw, phone.read().drafts));
  if (draft) await deed.discard(draw.world, phone, draft.id);
}

async function takeBack(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && each.view.status !== 'approved');
  if (row) await deed.takeBack(draw.world, phone, row.id);
}

async function review(draw: Draw): Promise<void> {
  const phone = draw.random.pick([...draw.world.phones.values()].filter((each) => each.person.id === 'dung'));
  if (!phone) return;
  const row = pickEntry(draw, phone, (each) => each.sync === 'clean' && each.view.status !== 'void' && each.view.status !== 'returned');
  if (!row) return;
  if (row.view.status === 'submitted')
    await deed.decide(draw.world, phone, row.id, draw.random.pick(['approve', 'approve', 'return', 'reject'] as const) ?? 'approve');
  else await deed.append(draw.world, phone, { type: draw.random.pick(['reopen', 'withdraw'] as const) ?? 'reopen', id: row.id });
}

/** The reviewer puts an entry into the log of the unit that it should have been written for. */
async function moveEntry(draw: Draw): Promise<void> {
  const phone = draw.random.pick([...draw.world.phones.values()].filter((each) => each.person.id === 'dung'));
  const row =
    phone && pickEntry(draw, phone, (each) => each.sync === 'clean' && each.view.status !== 'approved' && each.view.status !== 'void');
  if (!row) return;
  await deed.append(draw.world, phone, { type: 'move', id: row.id, unit: row.unit === units.one ? units.other : units.one });
}

async function settleConflict(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each) && each.view.conflicts.length > 0);
  const conflict = draw.random.pick(row?.view.conflicts ?? []);
  if (row && conflict)
    await deed.settle(draw.world, phone, row.id, conflict.field, draw.random.chance(0.5) ? conflict.kept : conflict.lost);
}

/** A profile that a newer build has written to: fields that this server does not know. */
async function writeAsNewerBuild(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each));
  if (!row) return;
  const change = { type: 'edit', id: row.id, set: { weather: `mưa ${draw.mark()}` }, mood: draw.mark() } as const;
  await deed.append(draw.world, phone, change);
}

async function comment(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, () => true);
  if (!row) return;
  await deed.append(draw.world, phone, { type: 'comment', id: row.id, comment: newIdentifier(phone.now()), text: `Ý kiến ${draw.mark()}` });
}

async function dismissRefused(draw: Draw, phone: Phone): Promise<void> {
  const row = draw.random.pick(phone.read().held);
  if (row) await deed.dismiss(draw.world, phone, row.entry);
}

async function tryAgain(draw: Draw, phone: Phone): Promise<void> {
  const { entries, held } = phone.read();
  const row = draw.random.pick(
    entries.filter((each) => each.sync === 'held' && held.some(({ entry }) => entry === each.id) && isOpen(each)),
  );
  if (!row || phone.person.id === 'dung') return;
  const mended = draw.random.chance(0.7) ? { airings: 1 + (draw.mark() % 400) } : {};
  await deed.tryAgain(draw.world, phone, row.id, row.view.kind === 'broadcast' ? mended : {});
}

async function beginSending({ world, random }: Draw, phone: Phone): Promise<void> {
  // Builds come and go on one profile; a request looks the same to the server.
  if (random.chance(0.05)) phone.build = random.pick(['2026.10.0', '2026.11.1', '2027.1.0']) ?? phone.build;
  if (phone.runners < 3) await world.beginSending(phone);
}

/** A minute of good network, so that phones come to know of each other's work. */
async function sendAll({ world }: Draw, phone: Phone): Promise<void> {
  if (phone.runners === 0) await world.sendAll(phone);
}

async function beginExchange({ world, random }: Draw, phone: Phone): Promise<void> {
  if (phone.runners < 3) await world.beginExchange(phone, { budget: 1000 + random.below(4000), mutations: 1 + random.below(6) });
}

/** A minute of bad network for one phone, on which work goes on. */
async function sendThroughMishaps(draw: Draw, phone: Phone): Promise<void> {
  const { world, random } = draw;
  if (phone.runners === 0) await world.beginSending(phone);
  for (let count = 0; count < 10; count += 1) {
    const flight = random.pick(world.network.of(phone.name));
    if (!flight) return;
    await moveOne(draw, flight);
    if (random.chance(0.1)) await writeEntry(draw, phone);
  }
}

async function moveFlight(draw: Draw): Promise<void> {
  const flight = draw.random.pick(draw.world.network.flights);
  if (flight) await moveOne(draw, flight);
}

async function moveOne({ world, random }: Draw, flight: Flight): Promise<void> {
  const fate = random.next();
  if (flight.answer === null) {
    if (fate < 0.12) await world.lose(flight);
    else if (fate < 0.22) await world.lose(flight, { late: true });
    else if (fate < 0.34) await world.carry(flight, { repeat: true });
    else if (fate < 0.44 && flight.request.method === 'PATCH')
      await world.carry(flight, { bytes: random.below(flight.request.body?.length ?? 0) });
    else if (fate < 0.48 && flight.request.method === 'PATCH') await world.carry(flight, { garbled: true });
    else await world.carry(flight);
  } else if (fate < 0.15) await world.lose(flight);
  else await world.deliver(flight);
}

async function armKill({ random }: Draw, phone: Phone): Promise<void> {
  phone.power.cutAfter(random.below(14));
}

async function replay({ world, random }: Draw, phone: Phone): Promise<void> {
  const recording = random.pick(phone.recordings);
  if (recording) await world.replay(phone, recording);
}

async function clone({ world }: Draw, phone: Phone): Promise<void> {
  if (world.phones.size < 6 && !world.phones.has(`${phone.name}'`)) await world.clone(phone);
}

async function copyServer({ world, random, byHand }: Draw): Promise<void> {
  if (!byHand) return world.keepCopy();
  if (world.isCopying) return world.finishCopy();
  return random.chance(0.7) ? world.beginCopy() : world.keepCopy();
}

async function restoreServer({ world, random, byHand }: Draw): Promise<void> {
  return byHand && random.chance(0.5) ? world.putBack() : world.restoreCopy();
}

async function moveGrant({ world, random }: Draw): Promise<void> {
  const person = random.pick(['an', 'binh', 'chi']) ?? 'an';
  await world.grant(person, random.pick([[units.one], [units.other], [units.one, units.other], []]) ?? []);
}

/** Two people share a phone, and the browser holds the other one's session. */
async function borrowSession({ world, random }: Draw, phone: Phone): Promise<void> {
  const other = random.pick([...world.phones.values()]);
  if (!other) return;
  const own = phone.cookie;
  phone.cookie = other.cookie;
  if (phone.runners < 3) await world.beginSending(phone);
  phone.cookie = own;
}

/** Half of the time the oldest one, so that people meet at it. */
function pickEntry(draw: Draw, phone: Phone, fits: (row: EntryRow) => boolean): EntryRow | undefined {
  const rows = inOrder(
    draw,
    phone.read().entries.filter((row) => row.sync !== 'stranded' && fits(row)),
  );
  return draw.random.chance(0.5) ? rows[0] : draw.random.pick(rows);
}

/** As people began them: a phone sorts them by ids that its clock made, and the same run on other clocks is to do the same. */
function inOrder<Row extends { id: string }>({ world }: Draw, rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => world.begun.indexOf(one.id) - world.begun.indexOf(other.id));
}

function isOpen(row: EntryRow): boolean {
  return row.view.status === 'submitted' || row.view.status === 'returned' || row.view.status === 'draft';
}

function writesFor(phone: Phone): string | undefined {
  const home: Record<string, string> = { an: units.one, binh: units.one, chi: units.other };
  return home[phone.person.id];
}

async function changeOf(draw: Draw, row: EntryRow): Promise<FieldValues> {
  return row.view.kind === 'training' ? trainingChange(draw, row.unit) : broadcastChange(draw, row.unit);
}

function broadcastChange({ random, mark }: Draw, unit: string): FieldValues {
  const values = coOrganisersChange(random, unit);
  if (random.chance(0.5)) values['title'] = `Hướng dẫn nộp hồ sơ trực tuyến, bài ${mark()}`;
  if (random.chance(0.4)) values['airings'] = 1 + (mark() % 400);
  if (random.chance(0.3)) values['durationMinutes'] = 0.5 + (mark() % 60);
  if (random.chance(0.3))
    values['sessions'] = ['morning', 'noon', 'afternoon', 'extraordinary'].filter(() => random.chance(0.5)).concat('noon');
  return Object.keys(values).length > 0 ? values : { title: `Thông báo lịch tiếp dân, bài ${mark()}` };
}

function trainingChange({ random, mark }: Draw, unit: string): FieldValues {
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
