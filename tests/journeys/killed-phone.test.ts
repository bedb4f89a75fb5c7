import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { EntryRow, PhotoRow } from '../../src/localdb/rows.ts';
import { readRows } from '../browser/phone-database.ts';
import { startCuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy.ts';
import { seeded } from '../fakes/seeded.ts';
import { BusyPerson } from './busy-person.ts';
import { expectDiskMatches, expectOnServer } from './expect-nothing-lost.ts';
import { sendAll } from './main-job.ts';
import { readyForOffline, signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const kills = Number(process.env['KILLS'] ?? 3);
const seed = Number(process.env['SEED'] ?? 20_261_124);
/** A phone lives for some deeds and dies within the next: by the clock alone, a crowded machine would kill idle phones. */
const mostDeeds = 3;
const longestLast = 2500;

let server: ServerProcess;
let proxy: CuttingProxy;
let phone: Phone;

/** Each with its own numbers, so that a cut more or less does not change what the person does. */
const random = seeded(seed);
const weather = seeded(seed + 1);

beforeAll(async () => {
  server = await startServerProcess();
  proxy = await startCuttingProxy({ target: () => server.port, random: weather, within: 20_000, share: 0.3 });
  phone = await takePhone({ chromium: inject('chromium') });
  await signIn(phone, proxy.url, 'hiepcuong');
  await readyForOffline(phone);
  await phone.closeAndReopen(proxy.url);
});
afterAll(async () => {
  await phone.close();
  await proxy.close();
  await server.close();
});

describe('a phone whose battery goes while a person works', () => {
  test(`${kills} times: what was said to be saved is sent once, photos whole, and a draft loses its last second at most`, {
    timeout: 60_000 + kills * 25_000,
  }, async () => {
    const person = new BusyPerson(phone, { name: 'M', random: seeded(seed + 2) });
    proxy.cutting = true;
    const done = { deeds: 0, halfDone: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const charge: Charge = { least: Math.floor(random() * mostDeeds), deeds: 0, isEmpty: false, diedHalfway: false };
      proxy.cutsNextPush = kill === 0;
      const working = workOn(person, charge);
      // A person who cannot go on is not waited for until the battery goes.
      await Promise.race([working, drain(charge, random() * longestLast)]).finally(() => (charge.isEmpty = true));
      await phone.killAndReopen(proxy.url);
      await working;
      done.deeds += charge.deeds;
      if (charge.diedHalfway) done.halfDone += 1;
      await person.goHome();
      await expectDiskMatches(person);
    }
    proxy.cutting = false;
    proxy.plugged = true;
    await person.finishDrafts();
    await sendAll(phone);
    const sent = await expectOnServer([person], server.url);
    const entries = await readRows<EntryRow>(phone.page, 'entries');
    const voided = new Set(entries.filter((row) => row.view.status === 'void').map((row) => row.id));
    // Of an entry that was taken back the server wants no photo any more.
    const wanted = (await readRows<PhotoRow>(phone.page, 'photos')).filter((photo) => !voided.has(photo.entry));
    expect(wanted.filter((photo) => photo.state !== 'stored')).toEqual([]);
    expect(proxy.cuts).toBeGreaterThan(0);
    expect(done.halfDone).toBeGreaterThan(0);
    console.info(
      `killed ${kills} times (seed ${seed}): ${done.deeds} deeds, ${done.halfDone} half done, ${sent.entries} entries, ${sent.photos} photos, ${proxy.cuts} cuts`,
    );
  });
});

/** Of a battery: for so many deeds at least, and a part of the next. */
interface Charge {
  least: number;
  deeds: number;
  isEmpty: boolean;
  /** Whether it went in the middle of a deed. */
  diedHalfway: boolean;
}

async function workOn(person: BusyPerson, charge: Charge): Promise<void> {
  try {
    while (!charge.isEmpty) {
      proxy.plugged = weather() < 0.6 || proxy.cutsNextPush;
      await person.doSomething();
      charge.deeds += 1;
    }
  } catch (error) {
    // In the middle of a deed there is no page any more.
    if (!charge.isEmpty) throw error;
    charge.diedHalfway = true;
  }
}

/** The first battery also lasts until a push was cut under the person's hands: chance might leave that out. */
async function drain(charge: Charge, last: number): Promise<void> {
  while ((charge.deeds < charge.least || proxy.cutsNextPush) && !charge.isEmpty) await pause(20);
  await pause(last);
}
