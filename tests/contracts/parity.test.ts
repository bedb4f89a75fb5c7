import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { TwinPhone } from '../fakes/twin-phone.ts';
import { broadcast, type Change, type NumberedChange, referenceOf, training, units } from '../fakes/wire-phone.ts';
import { postgres, splitPostgres, sqlite, type StoreMaker } from './stores.ts';

const steps = 90;
/** A machine that is busy with other things takes its time. */
const patience = 300_000;

describe.each([
  { seed: 1, other: postgres },
  { seed: 2, other: splitPostgres },
])('one history of requests, told to a server on SQLite and to one on $other.name', ({ seed, other }) => {
  const makers: StoreMaker[] = [];
  beforeAll(async () => {
    for (const { start } of [sqlite, other]) makers.push(await start());
  }, 60_000);
  afterAll(async () => {
    for (const maker of makers) await maker.stop();
  }, 60_000);

  it(
    `gets the same answers, byte for byte (seed ${seed})`,
    async () => {
      const made = await Promise.all(makers.map((maker) => maker.make()));
      const clock = { now: testNow };
      const servers: TestServer[] = [];
      // Equal seeds: ids, cookies and the epoch that the servers make up are the same.
      for (const { database } of made)
        servers.push(await startTestServer({ database: { ...database, life: () => '' }, clock, seed: `parity ${seed}` }));
      const [left, right] = servers;
      if (!left || !right) throw new Error('two stores are compared');
      const province = new Province([left, right], clock, seed);
      await province.begin();
      for (let step = 0; step < steps; step += 1) await province.step();
      expect(province.counts.ok).toBeGreaterThan(steps / 5);
      expect(province.counts.held).toBeGreaterThan(5);
      // What is never taken would be compared for nothing.
      expect([...province.taken]).toEqual(expect.arrayContaining(['dismiss', 'move', 'resolve']));
      for (const server of servers) await server.close();
      for (const store of made) await store.remove();
    },
    patience,
  );
});

interface Actor {
  phone: TwinPhone;
  unit: string;
  last: NumberedChange[];
  refused: { id: string; n: number }[];
}

/** People who do all kinds of things to each other's entries, sensible and not, by the dice of a seed. */
class Province {
  readonly counts = { ok: 0, held: 0 };
  /** Sorts of changes of which at least one was carried out. */
  readonly taken = new Set<string>();
  readonly #servers: readonly [TestServer, TestServer];
  readonly #clock: { now: number };
  readonly #seed: number;
  #rolled = 0;
  #phones: Actor[] = [];
  #entries: { id: string; revision: number; unit: string }[] = [];
  #photos: { id: string; bytes: Buffer; phone: TwinPhone }[] = [];

  constructor(servers: readonly [TestServer, TestServer], clock: { now: number }, seed: number) {
    this.#servers = servers;
    this.#clock = clock;
    this.#seed = seed;
  }

  async begin(): Promise<void> {
    const people = [
      ['hiepcuong', units.hiepCuong],
      ['hiepcuong', units.hiepCuong],
      ['phohien', units.phoHien],
      ['trungtam', units.centre],
      ['sonoivu', units.hiepCuong],
      ['sonoivu', units.phoHien],
    ] as const;
    for (const [index, [username, unit]] of people.entries()) {
      const phone = new TwinPhone(this.#servers, `${this.#seed}/${index}`);
      await phone.signIn(username);
      this.#phones.push({ phone, unit, last: [], refused: [] });
    }
  }

  async step(): Promise<void> {
    this.#clock.now += this.#roll(90_000);
    const actor = this.#pick(this.#phones);
    if (!actor) return;
    actor.phone.now = this.#clock.now - 30_000 + this.#roll(60_000);
    const dice = this.#roll(100);
    if (dice < 62)
      await this.#push(
        actor,
        Array.from({ length: 1 + this.#roll(4) }, () => this.#change(actor)),
      );
    else if (dice < 66) await actor.phone.post(actor.phone.request(actor.last));
    else if (dice < 69) await this.#sayNonsense(actor.phone);
    else if (dice < 74) await actor.phone.sync([], { budget: 1000 + this.#roll(4000) });
    else if (dice < 76) await actor.phone.sync([], { epoch: 'another', budget: 50_000 });
    else if (dice < 84) await this.#sendPhoto();
    else if (dice < 98) await this.#look(actor.phone);
    else await actor.phone.signIn('phohien', 'doan-mo');
  }

  async #push(actor: Actor, changes: readonly (Change | null)[]): Promise<void> {
    const { phone } = actor;
    actor.last = phone.number(...changes.filter((change): change is Change => change !== null));
    const { results, acknowledged } = await phone.sync(actor.last, { budget: 3000 + this.#roll(60_000) });
    phone.n = acknowledged;
    for (const [n, outcome, revision] of results) {
      this.counts[outcome === 'held' ? 'held' : 'ok'] += 1;
      const { id, type } = actor.last.find((change) => change.n === n) ?? {};
      const known = this.#entries.find((entry) => entry.id === id);
      if (outcome === 'held' && id !== undefined) actor.refused.push({ id, n });
      if (outcome === 'held' || id === undefined) continue;
      this.taken.add(type ?? '');
      if (known) known.revision = revision;
      else this.#entries.push({ id, revision, unit: actor.unit });
    }
  }

  #change({ phone, unit, refused }: Actor): Change | null {
    const own = this.#entries.filter((each) => each.unit === unit);
    const entry = this.#pick(own.length > 0 && this.#roll(3) > 0 ? own : this.#entries);
    const dice = this.#roll(20);
    if (dice < 5 || !entry) return dice % 2 === 0 ? this.#newBroadcast(unit) : this.#newTraining(unit);
    const base = Math.max(0, entry.revision - this.#roll(3));
    const verdict = (['approve', 'approve', 'return', 'reject'] as const)[this.#roll(4)] ?? 'approve';
    switch (dice) {
      case 5:
      case 6:
        return { type: 'edit', id: entry.id, base, set: { durationMinutes: 5 + this.#roll(3), note: `lần ${this.#roll(3)}` } };
      case 7:
        return { type: 'edit', id: entry.id, base, add: { topics: ['digitalGovernment'] }, remove: { topics: ['procedures'] } };
      case 8:
        return { type: 'comment', id: entry.id, base, comment: this.#id(), text: 'Đã xem, cảm ơn.' };
      case 9:
        return { type: 'void', id: entry.id, base };
      case 10:
        return { type: 'reopen', id: entry.id, base };
      case 11:
        return { type: 'submit', id: entry.id, base };
      case 12:
        return { type: 'withdraw', id: entry.id, base };
      case 13:
      case 14:
        return { type: 'resolve', id: entry.id, base, field: 'note', pick: `lần ${this.#roll(3)}` };
      case 15:
      case 16:
        return {
          type: 'move',
          id: entry.id,
          base: entry.revision,
          unit: this.#pick([units.hiepCuong, units.phoHien, units.centre]) ?? unit,
        };
      case 17: {
        const change = this.#pick(refused) ?? { id: entry.id, n: 1 };
        return { type: 'dismiss', id: change.id, held: [phone.replica, change.n] };
      }
      default:
        return { type: 'review', id: entry.id, base: entry.revision, verdict, remark: this.#roll(3) === 0 ? '' : 'Mời xem lại' };
    }
  }

  #newBroadcast(unit: string): Change {
    const days = ['2026-11-24', '2026-11-20', '2026-03-02', '2025-06-30'];
    const wrong = this.#roll(6) === 0 ? { durationMinutes: 'mười lăm' } : {};
    const airedFor = unit === units.centre ? { airedFor: [units.hiepCuong, units.phoHien] } : {};
    return { ...broadcast({ airDates: [days[this.#roll(4)] ?? ''], ...airedFor, ...wrong }), id: this.#id(), unit };
  }

  #newTraining(unit: string): Change {
    const bytes = this.#roll(8) > 0 ? picture : Buffer.from(`no picture ${this.#roll(5)}`.repeat(50));
    const reference = referenceOf(bytes, { id: this.#id() });
    const phone = this.#phones.find((each) => each.unit === unit)?.phone;
    if (phone) this.#photos.push({ id: reference.id, bytes, phone });
    return { ...training([reference]), id: this.#id(), unit };
  }

  async #sayNonsense(phone: TwinPhone): Promise<void> {
    const answer = await phone.post(phone.request(this.#unreadable(phone.n)));
    if (answer.ok) phone.n = ((await answer.json()) as { acknowledged: number }).acknowledged;
  }

  #unreadable(n: number): unknown[] {
    const afterGap = { n: n + 2, type: 'edit' };
    const strangeId = this.#pick(['x\0y', '\uD800', '', 7, this.#longText()]);
    const strange = { n: n + 1, type: this.#pick(['from-the-future', 'a\0b', 7, null, 'new']), id: strangeId };
    const strangeOrigin = this.#pick([[this.#longText(), 3], ['', -1], 7]);
    const strangelyRenamed = { n: n + 2, type: 'submit', id: this.#id(), at: 1, base: 0, origin: strangeOrigin };
    const nowhere = { ...broadcast(), n: n + 1, id: this.#id(), at: 1, base: 0, unit: 'a\0b' };
    const fork = { n: 1, type: 'edit', id: 'another', at: 1, base: Number.MAX_SAFE_INTEGER };
    return this.#pick([[afterGap, strange], [strange, strangelyRenamed], [strange, fork], [fork], [nowhere]]) ?? [];
  }

  async #sendPhoto(): Promise<void> {
    const photo = this.#pick(this.#photos);
    if (!photo) return;
    const offset = Number((await photo.phone.head(photo.id)).headers.get('upload-offset') ?? 0);
    const from = this.#roll(5) === 0 ? 0 : offset;
    await photo.phone.patch(photo.id, from, photo.bytes.subarray(from, from + Math.ceil(photo.bytes.length / (1 + this.#roll(3)))));
    await photo.phone.fetch(`/v1/photos/${photo.id}?size=thumbnail`);
  }

  async #look(phone: TwinPhone): Promise<void> {
    const entry = this.#pick(this.#entries)?.id ?? this.#id();
    const page = (await (await phone.fetch(`/v1/entries?limit=${1 + this.#roll(20)}`)).json()) as { next?: string | null };
    await phone.fetch(`/v1/entries?limit=5&after=${encodeURIComponent(page.next ?? 'nonsense')}`);
    await phone.fetch(`/v1/review?limit=${1 + this.#roll(10)}`);
    for (const whose of ['own', 'units']) await phone.fetch(`/v1/held?state=all&limit=4&whose=${whose}`);
    await phone.fetch(`/v1/entries/${entry}`);
    await phone.fetch(`/v1/entries/${entry}/history`);
    await phone.fetch('/v1/session');
  }

  #id(): string {
    const hex = this.#hash();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** More than a store can index, and by chance, so that none can make it short. */
  #longText(): string {
    return Array.from({ length: 64 }, () => this.#hash()).join('');
  }

  #pick<Thing>(things: readonly Thing[]): Thing | undefined {
    return things[this.#roll(things.length || 1)];
  }

  #roll(sides: number): number {
    return Number.parseInt(this.#hash().slice(0, 12), 16) % sides;
  }

  #hash(): string {
    this.#rolled += 1;
    return createHash('sha256').update(`${this.#seed}/${this.#rolled}`).digest('hex');
  }
}

const picture = await plainJpeg(3, 60);
