import { newIdentifier } from '../../src/localdb/identifier.ts';
import * as deed from './deeds.ts';
import {
  broadcastChange,
  changeOf,
  type Draw,
  inOrder,
  isOpen,
  pickEntry,
  reviewersOf,
  trainingChange,
  writesFor,
} from './draw-choices.ts';
import type { Flight } from './network.ts';
import { units } from './people.ts';
import type { Phone } from './phone.ts';
import { picture } from './pictures.ts';
import { poisonousTitle } from './server-host.ts';

/** What people, networks and machines do in any drawn run. A deed that has nothing to do does nothing. */

export async function killPhone({ world }: Draw, phone: Phone): Promise<void> {
  await world.kill(phone);
}

export async function losePower({ world }: Draw, phone: Phone): Promise<void> {
  await world.losePower(phone);
}

export async function writeEntry(draw: Draw, phone: Phone): Promise<void> {
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

export async function changeEntry(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each));
  if (!row) return;
  await deed.edit(draw.world, phone, row.id, await changeOf(draw, row));
}

export async function openForm(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each));
  if (row) await deed.beginEdit(draw.world, phone, row.id);
}

export async function saveForm(draw: Draw, phone: Phone): Promise<void> {
  const draft = draw.random.pick(inOrder(draw, phone.read().drafts));
  if (!draft) return;
  const isTraining = draft.kind === 'training';
  if (isTraining && draw.random.chance(0.3)) await deed.addPhoto(draw.world, phone, draft.id, await picture(24 + draw.mark()));
  await deed.save(draw.world, phone, draft.id, isTraining ? trainingChange(draw, draft.unit) : broadcastChange(draw, draft.unit));
}

export async function discardForm(draw: Draw, phone: Phone): Promise<void> {
  const draft = draw.random.pick(inOrder(draw, phone.read().drafts));
  if (draft) await deed.discard(draw.world, phone, draft.id);
}

export async function takeBack(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && each.view.status !== 'approved');
  if (row) await deed.takeBack(draw.world, phone, row.id);
}

export async function review(draw: Draw): Promise<void> {
  const phone = draw.random.pick(reviewersOf(draw));
  if (!phone) return;
  const row = pickEntry(draw, phone, (each) => each.sync === 'clean' && each.view.status !== 'void' && each.view.status !== 'returned');
  if (!row) return;
  if (row.view.status === 'submitted')
    await deed.decide(draw.world, phone, row.id, draw.random.pick(['approve', 'approve', 'return', 'reject'] as const) ?? 'approve');
  else await deed.append(draw.world, phone, { type: draw.random.pick(['reopen', 'withdraw'] as const) ?? 'reopen', id: row.id });
}

/** The reviewer puts an entry into the log of the unit that it should have been written for. */
export async function moveEntry(draw: Draw): Promise<void> {
  const phone = draw.random.pick(reviewersOf(draw));
  const row =
    phone && pickEntry(draw, phone, (each) => each.sync === 'clean' && each.view.status !== 'approved' && each.view.status !== 'void');
  if (!row) return;
  await deed.append(draw.world, phone, { type: 'move', id: row.id, unit: row.unit === units.one ? units.other : units.one });
}

export async function settleConflict(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each) && each.view.conflicts.length > 0);
  const conflict = draw.random.pick(row?.view.conflicts ?? []);
  if (row && conflict)
    await deed.settle(draw.world, phone, row.id, conflict.field, draw.random.chance(0.5) ? conflict.kept : conflict.lost);
}

/** A profile that a newer build has written to: fields that this server does not know. */
export async function writeAsNewerBuild(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, (each) => phone.person.id !== 'dung' && isOpen(each));
  if (!row) return;
  const change = { type: 'edit', id: row.id, set: { weather: `mưa ${draw.mark()}` }, mood: draw.mark() } as const;
  await deed.append(draw.world, phone, change);
}

export async function comment(draw: Draw, phone: Phone): Promise<void> {
  const row = pickEntry(draw, phone, () => true);
  if (!row) return;
  await deed.append(draw.world, phone, { type: 'comment', id: row.id, comment: newIdentifier(phone.now()), text: `Ý kiến ${draw.mark()}` });
}

export async function dismissRefused(draw: Draw, phone: Phone): Promise<void> {
  const row = draw.random.pick(phone.read().held);
  if (row) await deed.dismiss(draw.world, phone, row.entry);
}

export async function tryAgain(draw: Draw, phone: Phone): Promise<void> {
  const { entries, held } = phone.read();
  const row = draw.random.pick(
    entries.filter((each) => each.sync === 'held' && held.some(({ entry }) => entry === each.id) && isOpen(each)),
  );
  if (!row || phone.person.id === 'dung') return;
  const mended = draw.random.chance(0.7) ? { airings: 1 + (draw.mark() % 400) } : {};
  await deed.tryAgain(draw.world, phone, row.id, row.view.kind === 'broadcast' ? mended : {});
}

export async function beginSending({ world, random }: Draw, phone: Phone): Promise<void> {
  // Builds come and go on one profile; a request looks the same to the server.
  if (random.chance(0.05)) phone.build = random.pick(['2026.10.0', '2026.11.1', '2027.1.0']) ?? phone.build;
  if (phone.runners < 3) await world.beginSending(phone);
}

/** A minute of good network, so that phones come to know of each other's work. */
export async function sendAll({ world }: Draw, phone: Phone): Promise<void> {
  if (phone.runners === 0) await world.sendAll(phone);
}

export async function beginExchange({ world, random }: Draw, phone: Phone): Promise<void> {
  if (phone.runners < 3) await world.beginExchange(phone, { budget: 1000 + random.below(4000), mutations: 1 + random.below(6) });
}

/** A minute of bad network for one phone, on which work goes on. */
export async function sendThroughMishaps(draw: Draw, phone: Phone): Promise<void> {
  const { world, random } = draw;
  if (phone.runners === 0) await world.beginSending(phone);
  for (let count = 0; count < 10; count += 1) {
    const flight = random.pick(world.network.of(phone.name));
    if (!flight) return;
    await moveOne(draw, flight);
    if (random.chance(0.1)) await writeEntry(draw, phone);
  }
}

export async function moveFlight(draw: Draw): Promise<void> {
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

export async function armKill({ world, random }: Draw, phone: Phone): Promise<void> {
  const left = random.below(14);
  world.note(`${phone.name} will lose its power after ${left} more writes`);
  phone.power.cutAfter(left);
}

export async function replay({ world, random }: Draw, phone: Phone): Promise<void> {
  const recording = random.pick(phone.recordings);
  if (recording) await world.replay(phone, recording);
}

export async function clone({ world }: Draw, phone: Phone): Promise<void> {
  if (world.phones.size < 6 && !world.phones.has(`${phone.name}'`)) await world.clone(phone);
}

export async function copyServer({ world, random, byHand }: Draw): Promise<void> {
  if (!byHand) return world.keepCopy();
  if (world.isCopying) return world.finishCopy();
  return random.chance(0.7) ? world.beginCopy() : world.keepCopy();
}

export async function restoreServer({ world, random, byHand }: Draw): Promise<void> {
  return byHand && random.chance(0.5) ? world.putBack() : world.restoreCopy();
}

export async function moveGrant({ world, random }: Draw): Promise<void> {
  const person = random.pick(['an', 'binh', 'chi']) ?? 'an';
  await world.grant(person, random.pick([[units.one], [units.other], [units.one, units.other], []]) ?? []);
}

/** Two people share a phone, and the browser holds the other one's session. */
export async function borrowSession({ world, random }: Draw, phone: Phone): Promise<void> {
  const other = random.pick([...world.phones.values()]);
  if (!other) return;
  const own = phone.cookie;
  phone.cookie = other.cookie;
  if (phone.runners < 3) await world.beginSending(phone);
  phone.cookie = own;
}
