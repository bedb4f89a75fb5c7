import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import { jointScope, unitScope } from '../../src/protocol/scopes.ts';
import { exportChanges } from '../../src/localdb/export-changes.ts';
import { bumpScopes } from '../../src/server/sync/feed.ts';
import { signOutDevice } from '../../src/sync/devices.ts';
import { eraseEntry } from '../../src/sync/erase.ts';
import { handIn, type HandInOutcome } from '../../src/sync/hand-in.ts';
import type { Transport, WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { checkEstimates, type Departure } from './check-estimates.ts';
import { checkExchange, newRows, readRequest } from './check-exchange.ts';
import { checkErasedLog } from './check-erased.ts';
import { checkFile, checkHandedIn } from './check-file.ts';
import { checkNothingLost, checkPhone, type Allowed } from './check-phone.ts';
import { checkRest } from './check-rest.ts';
import { Ledger, sameContent } from './ledger.ts';
import { Network, type Flight } from './network.ts';
import { oldRequest } from './old-request.ts';
import { administrator, documentOf, people, settlePeople, units, type SimulatedPerson } from './people.ts';
import { Phone, type Recording } from './phone.ts';
import { cloneQuickly } from './quick-clone.ts';
import { seededRandom, type Random } from './random.ts';
import { type BegunCopy, ServerHost, type ServerCopy } from './server-host.ts';
import { readServer, type ServerState } from './server-state.ts';
import { editsOf, partsOf } from './schedules-on-phone.ts';
import { isSameBrowser, SignIns } from './sign-ins.ts';
import { type Contents, waitingOf } from './storage.ts';
import { demand, Violation } from './violation.ts';

/** What a phone could not send, on its way with its person. */
export interface FileOfChanges {
  person: string;
  phone: string;
  text: string;
}

const noAnswer: WireAnswer = { status: 'none' };
const firstMoment = Date.parse('2026-11-24T10:05:00+07:00');

/**
 * Phones, a network and a server, of which nothing moves by itself. Every verb checks the promises that concern it, so a
 * schedule, drawn or written, is only a list of verbs.
 */
export class World {
  readonly clock = { now: firstMoment };
  readonly ledger = new Ledger();
  readonly network = new Network();
  readonly phones = new Map<string, Phone>();
  readonly trace: string[] = [];
  readonly random: Random;
  /** Units that each reporter may write for today. */
  readonly grants = new Map<string, Set<string>>();
  readonly server: ServerHost;
  /** Drafts and entries in the order in which people began them, whatever their phones' clocks say of it. */
  readonly begun: string[] = [];
  /** Files that were brought, and phones that were signed out from afar. */
  handedIn = 0;
  signedOut = 0;
  /** How often a runner asked for a photo while another of its photos was on the way. */
  sideBySide = 0;
  readonly signIns: SignIns;
  readonly #hasOldPhones: boolean;
  /** Cookies that a phone was signed out from afar with, and the names under which it had sent with them. */
  readonly #signedOut = new Set<string>();
  readonly #revoked = new Set<string>();
  readonly #sentWith = new Map<string, Set<string>>();
  /** What phones wrote into files, for somebody to hand in. */
  readonly files: FileOfChanges[] = [];
  #copy: ServerCopy | null = null;
  /** It ends with the machine: where the store is put back to a finished one, it comes to nothing. */
  #begunCopy: BegunCopy | null = null;
  #restored = false;
  #isUntold = false;
  #state: ServerState;
  #violation: Violation | null = null;
  /** The newest text that waited when a phone began its first photo since it last spoke of text. */
  readonly #textAtFirstPhoto = new Map<string, number>();
  readonly #photosBegun = new Set<string>();
  /** Uploads of which a byte was changed on the way: only these may fail their check. */
  readonly #garbled = new Set<string>();
  readonly #departures = new WeakMap<WireRequest, Departure>();
  readonly #wroteSince = new Map<string, number>();
  /** The heads of the server when a phone had last sent and heard everything. */
  readonly #toldAll = new Map<string, ServerState['heads']>();

  private constructor(parts: {
    random: Random;
    server: ServerHost;
    clock: { now: number };
    state: ServerState;
    signIns: SignIns;
    hasOldPhones: boolean;
  }) {
    this.random = parts.random;
    this.server = parts.server;
    this.clock = parts.clock;
    this.#state = parts.state;
    this.signIns = parts.signIns;
    this.#hasOldPhones = parts.hasOldPhones;
  }

  /** `seed` makes names and secrets; the schedule has a source of its own. */
  static async open(
    seed: number,
    options: { blobs?: BlobStore; clockErrors?: boolean; clockShifts?: Readonly<Record<string, number>>; oldPhones?: boolean } = {},
  ): Promise<World> {
    const random = seededRandom(seed);
    seedIdentifiers(seededRandom(seed + 7_000_003));
    takeTheOldWayToGzip();
    cloneQuickly();
    const clock = { now: firstMoment };
    const server = await ServerHost.open(clock, random, options.blobs);
    const signIns = new SignIns({ server, clock, random: seededRandom(seed + 9_000_011) });
    const cookies = await settlePeople(server, clock.now, random);
    for (const [person, cookie] of cookies) signIns.note(cookie, person);
    const hasOldPhones = options.oldPhones === true;
    const world = new World({ random, server, clock, state: await readServer(server.database), signIns, hasOldPhones });
    for (const person of people) {
      if (person.role === 'reporter') world.#giveUnits(person.id, [person.unit]);
      const clockError = options.clockErrors === false ? 0 : (random.below(5) - 2) * 3_600_000;
      await world.addPhone(person.id, person, {
        cookie: cookies.get(person.id) ?? '',
        clockError: clockError + (options.clockShifts?.[person.id] ?? 0),
        build: '2026.11.1',
      });
    }
    return world;
  }

  phone(name: string): Phone {
    const phone = this.phones.get(name);
    if (!phone) throw new Error(`there is no phone ${name}`);
    return phone;
  }

  note(text: string): void {
    this.trace.push(`${this.trace.length + 1} ${text}`);
  }

  /** Somebody sets a phone's clock, wrong by so much from now on. */
  setClock(phone: Phone, error: number): void {
    this.note(`the clock of ${phone.name} is wrong by ${error} ms`);
    phone.clockError = error;
  }

  /** Time goes on by itself only between verbs. */
  pass(milliseconds: number): void {
    this.clock.now += milliseconds;
  }

  async addPhone(name: string, person: SimulatedPerson, facts: { cookie: string; clockError: number; build: string }): Promise<Phone> {
    const phone = new Phone({
      name,
      person: documentOf(person),
      network: this.network,
      clock: this.clock,
      ...facts,
      ...(this.#hasOldPhones && { asSent: oldRequest }),
      onRequest: (sender, request) => this.#watch(sender, request),
    });
    this.phones.set(name, phone);
    await phone.start();
    return phone;
  }

  /** A person does something on a phone. False when the phone died of it; it is on again then. */
  async act(phone: Phone, what: string, work: Parameters<Phone['act']>[0], allowed: Allowed = {}): Promise<boolean> {
    this.note(`${phone.name} ${what}`);
    return this.#around(phone, allowed, () => phone.act(work));
  }

  async beginSending(phone: Phone): Promise<boolean> {
    this.note(`${phone.name} begins to send`);
    return this.#around(phone, {}, () => phone.beginSending());
  }

  /** One small round trip. */
  async beginExchange(phone: Phone, limits: { budget: number; mutations: number }): Promise<boolean> {
    this.note(`${phone.name} begins to send ${limits.mutations} changes for ${limits.budget} bytes`);
    return this.#around(phone, {}, () => phone.beginExchange(limits));
  }

  /**
   * The server hears a request; `repeat` leaves a second copy on the way, `bytes` cuts the body, `garbled` changes a byte
   * of it, `meanwhile` comes between what it brings and what it is told.
   */
  async carry(
    flight: Flight,
    facts: { repeat?: boolean; bytes?: number; garbled?: boolean; meanwhile?: () => Promise<void> } = {},
  ): Promise<void> {
    const { request } = flight;
    const cut = request.body ? { ...request, body: request.body.slice(0, facts.bytes) } : request;
    if (facts.garbled && cut.body) {
      cut.body[0] = (cut.body[0] ?? 0) ^ 1;
      this.#garbled.add(request.path);
    }
    this.note(`#${flight.number} ${flight.phone} ${describe(request)}${facts.repeat ? ' is heard, and stays on the way' : ' is heard'}`);
    const before = this.#state;
    const person = this.signIns.personOf(flight.cookie);
    const answer = await this.server.answer(cut, flight.cookie, facts.meanwhile);
    if (mayChangeServer(request)) this.#state = await readServer(this.server.database);
    this.note(`   ${tell(answer, request.path)}`);
    this.#checkSignedOut(flight, answer);
    this.ledger.noteTaken(newRows(before, this.#state));
    checkEstimates({ request: cut, departure: this.#departures.get(request), before, after: this.#state, ledger: this.ledger });
    checkExchange({
      request: cut,
      answer,
      before,
      after: this.#state,
      person,
      scopes: this.#scopesOf(person),
      epoch: await this.server.epoch(),
    });
    checkFile({ request: cut, answer, person, after: this.#state, ledger: this.ledger });
    const isRefusedPhoto = answer.status === 'answered' && answer.code === 460;
    demand(!isRefusedPhoto || this.#garbled.has(request.path), 14, 'the bytes of a photo were mixed up', request.path);
    if (facts.repeat) {
      const copy = this.network.launch({ ...flight, land: null });
      copy.answer = null;
    }
    flight.answer = answer;
    if (flight.land === null) this.network.remove(flight);
  }

  /** The phone hears what the server said to it. */
  async deliver(flight: Flight): Promise<boolean> {
    this.network.remove(flight);
    const answer = flight.answer ?? noAnswer;
    const phone = this.phone(flight.phone);
    if (!flight.land) return true;
    if (flight.request.path === '/v1/sync') this.#textAtFirstPhoto.delete(phone.name);
    this.note(`#${flight.number} ${flight.phone} is answered: ${tell(answer, flight.request.path)}`);
    return this.#around(phone, {}, () => phone.deliver(flight, answer));
  }

  /** The phone hears nothing; `late` leaves the request on the way. */
  async lose(flight: Flight, facts: { late?: boolean } = {}): Promise<boolean> {
    this.note(`#${flight.number} ${flight.phone} ${flight.answer ? 'answer' : 'request'} is lost${facts.late ? ', so it seems' : ''}`);
    const { land } = flight;
    if (facts.late) flight.land = null;
    else this.network.remove(flight);
    if (!land) return true;
    return this.#around(this.phone(flight.phone), {}, () => this.phone(flight.phone).deliver({ ...flight, land }, noAnswer));
  }

  /** An answer that was applied or overtaken comes once more: nothing may change. */
  async replay(phone: Phone, recording: Recording): Promise<void> {
    const before = phone.read();
    const sync = before.meta.find((row) => row.key === 'sync');
    const replica = before.meta.find((row) => row.key === 'replica');
    const isOvertaken = (sync?.generation ?? 0) !== recording.built.generation || replica?.id !== recording.built.replica;
    if (!isOvertaken) return;
    this.note(`${phone.name} hears an old answer again`);
    await this.#around(phone, {}, async () => {
      await phone.replay(recording);
      return true;
    });
    demand(sameRows(before, phone.read()), 9, `an old answer changed ${phone.name}`, recording.built);
  }

  async kill(phone: Phone): Promise<void> {
    this.note(`${phone.name} is killed`);
    phone.die();
    await this.#rise(phone);
  }

  /** The battery is gone: what was committed without waiting for the disk may be gone with it. */
  async losePower(phone: Phone): Promise<void> {
    this.note(`${phone.name} loses its power`);
    const before = phone.read();
    const older = phone.power.relaxedSince as Contents | null;
    if (older) await phone.becomeCopyOf(older);
    else phone.die();
    await this.#rise(phone);
    checkNothingLost(before, phone.read(), {});
  }

  /** Its whole profile, running in another phone as well. */
  async clone(phone: Phone): Promise<Phone> {
    const person = people.find((each) => each.id === phone.person.id);
    if (!person) throw new Error('a phone of nobody');
    const name = `${phone.name}'`;
    this.note(`${phone.name} is cloned as ${name}`);
    const copy = await this.addPhone(name, person, { cookie: phone.cookie, clockError: phone.clockError, build: phone.build });
    await copy.becomeCopyOf(phone.read());
    this.ledger.copied(phone, copy);
    await copy.start();
    return copy;
  }

  /** A person at a computer of their own, beside the phones. What they ask is answered at once, or `isLost` and asked again. */
  async desk(person: string, { isLost = false } = {}): Promise<Transport> {
    const cookie = await this.signIns.desk(person);
    let lost = isLost;
    const send = async (request: WireRequest): Promise<WireAnswer> => {
      const flight = this.network.launch({ phone: `the desk of ${person}`, cookie, request, land: () => {} });
      await this.carry(flight);
      this.network.remove(flight);
      const answer = lost ? noAnswer : (flight.answer ?? noAnswer);
      lost = false;
      return answer;
    };
    return { send };
  }

  /** Its person ends it from their desk. What is on it stays there. */
  async signOutFromAfar(phone: Phone): Promise<void> {
    this.note(`${phone.name} is signed out from afar`);
    this.signedOut += 1;
    const device = await this.signIns.deviceOf(phone.cookie);
    if (device === null) return;
    await signOutDevice(device, await this.desk(phone.person.id));
    const ended = [...this.phones.values()].map(({ cookie }) => cookie).filter((cookie) => isSameBrowser(cookie, phone.cookie));
    for (const cookie of [...ended, phone.cookie]) {
      this.#signedOut.add(cookie);
      for (const replica of this.#sentWith.get(cookie) ?? []) this.#revoked.add(replica);
    }
  }

  isSignedIn(phone: Phone): Promise<boolean> {
    return this.signIns.isOpen(phone.cookie);
  }

  async signInAgain(phone: Phone): Promise<void> {
    this.note(`${phone.person.id} signs in on ${phone.name} again`);
    phone.cookie = await this.signIns.again(phone.cookie);
  }

  /** A law asks for it. Whatever a copy brings back of it is erased again. */
  async erase(entry: string): Promise<void> {
    this.note(`${entry.slice(-6)} is erased`);
    this.ledger.erased.add(entry);
    await eraseEntry({ entry, photo: null, reason: 'Công văn 12/STP' }, await this.desk(administrator.id));
  }

  /** The photo alone, and the entry goes on without it. */
  async erasePhoto(entry: string, photo: string): Promise<void> {
    this.note(`the photo ${photo.slice(-6)} of ${entry.slice(-6)} is erased`);
    await eraseEntry({ entry, photo, reason: 'Công văn 12/STP' }, await this.desk(administrator.id));
  }

  async eraseAgain(): Promise<void> {
    for (const entry of this.ledger.erased) if (!this.#state.erased.has(entry)) await this.erase(entry);
  }

  /** A store of photos that is in no copy has lost for good what a copy of the records still speaks of. */
  get mayErase(): boolean {
    return this.server.isCopiedWhole;
  }

  /** Everything that the server may not have, as a file. Null when the phone died of it. */
  async exportFile(phone: Phone): Promise<FileOfChanges | null> {
    let text = '';
    const alive = await this.act(phone, 'writes a file of its changes', async (db) => {
      text = (await exportChanges(db, { now: phone.now(), build: phone.build })).text;
    });
    if (!alive) return null;
    const file = { person: phone.person.id, phone: phone.name, text };
    this.files.push(file);
    return file;
  }

  /** On a phone of the same person, over its network. */
  async beginHandIn(phone: Phone, { person, text, phone: from }: FileOfChanges): Promise<boolean> {
    this.note(`${phone.name} begins to hand in a file of ${from}`);
    this.handedIn += 1;
    return this.#around(phone, {}, () => phone.beginHandIn(text, person));
  }

  /** `by`: somebody else may bring what the phone has signed. */
  async handInAtDesk({ person, text, phone: from }: FileOfChanges, facts: { by?: string; isLost?: boolean } = {}): Promise<HandInOutcome> {
    const { by = person } = facts;
    this.note(`${by} hands in a file of ${from}`);
    this.handedIn += 1;
    const transport = await this.desk(by, facts);
    const outcome = await handIn(text, { person: by, transport });
    return outcome.status === 'offline' ? handIn(text, { person: by, transport }) : outcome;
  }

  async keepCopy(): Promise<void> {
    this.note('the server is copied');
    this.#copy = await this.server.copy();
    this.#state = await readServer(this.server.database);
  }

  /** A copy of which nobody restores anything, by the command itself. */
  async backUp(folder: string): Promise<void> {
    this.note('the server is backed up');
    await this.server.backUp(folder);
    this.#state = await readServer(this.server.database);
  }

  /** Copying takes its time, and work goes on meanwhile. */
  async beginCopy(): Promise<void> {
    this.note('a copy of the server is begun');
    this.#begunCopy = await this.server.beginCopy();
  }

  async finishCopy(): Promise<void> {
    if (!this.#begunCopy) return;
    this.note('the copy of the server is finished');
    this.#copy = await this.server.finishCopy(this.#begunCopy);
    this.#begunCopy = null;
    this.#state = await readServer(this.server.database);
  }

  get isCopying(): boolean {
    return this.#begunCopy !== null;
  }

  async restoreCopy(): Promise<void> {
    if (!this.#copy) return;
    this.note('the server is restored from its copy');
    await this.server.restore(this.#copy);
    this.#forgetSignedOut();
    this.#begunCopy = null;
    this.#isUntold = false;
    this.#restored = true;
    this.#state = await readServer(this.server.database);
    await this.#regrant();
  }

  /** The store is put back to where the copy was made, by somebody who knows of no new life. */
  async putBack(): Promise<void> {
    if (!this.#copy) return;
    this.note('the store is put back to its copy');
    await this.server.putBack(this.#copy);
    this.#forgetSignedOut();
    this.#begunCopy = null;
    this.#restored = true;
    this.#isUntold = true;
    this.#state = await readServer(this.server.database);
    this.#forgetScheduled();
    await this.#regrant();
  }

  /** No outbox has a schedule that was taken: of a store that says nothing of its other life nobody knows that it lacks it. */
  #forgetScheduled(): void {
    const waiting = new Set(
      [...this.phones.values()].flatMap((phone) => editsOf(phone.read()).flatMap(({ schedule }) => partsOf(schedule))),
    );
    for (const id of this.ledger.scheduled.keys()) if (!waiting.has(id)) this.ledger.scheduled.delete(id);
  }

  /** Whoever put the store back comes to read that it needs a new life: until then a phone may not know what is gone. */
  async renewServer(): Promise<void> {
    if (!this.#isUntold) return;
    this.note('the store that was put back gets a new life');
    await this.server.renew();
    this.#isUntold = false;
    this.#state = await readServer(this.server.database);
  }

  /** A reporter's units from today on. */
  async grant(person: string, wanted: readonly string[]): Promise<void> {
    this.note(`${person} writes for ${wanted.join(' and ') || 'nobody'}`);
    this.#giveUnits(person, wanted);
    await this.#regrant();
  }

  #giveUnits(person: string, wanted: readonly string[]): void {
    this.grants.set(person, new Set(wanted));
    for (const unit of wanted) {
      const place = `${person} ${unit}`;
      if (!this.#wroteSince.has(place)) this.#wroteSince.set(place, this.clock.now);
    }
  }

  readable(person: string): ReadonlySet<string> {
    return this.grants.get(person) ?? new Set([units.one, units.other]);
  }

  get state(): ServerState {
    return this.#state;
  }

  /** The network is whole, everything is exchanged, and every promise is asked for. */
  async rest(): Promise<void> {
    this.note('the network is whole');
    for (const flight of this.network.going().filter((each) => each.land === null)) await this.carry(flight);
    for (const phone of this.phones.values()) {
      await this.kill(phone);
    }
    for (const flight of this.network.flights) this.network.remove(flight);
    for (const phone of this.phones.values()) if (!(await this.isSignedIn(phone))) await this.#comeBack(phone);
    await this.#exchangeEverything();
    if (this.ledger.erased.size > 0) {
      await this.eraseAgain();
      await this.#exchangeEverything();
    }
    try {
      await this.#checkRest();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      // What the next poll would mend by itself is no violation of a state of rest.
      this.#toldAll.clear();
      await this.#exchangeEverything();
      await this.#checkRest();
    }
    if (this.ledger.erased.size > 0) await this.#checkErasedAfterCopy();
  }

  /** What a phone that was signed out holds stays on it, and goes as a file; then its person signs in on it again. */
  async #comeBack(phone: Phone): Promise<void> {
    await this.sendAll(phone);
    const waiting = waitingOf(phone.read());
    const file = await this.exportFile(phone);
    if (file && waiting.length > 0) {
      await this.handInAtDesk(file);
      checkHandedIn(this.#state, phone, waiting);
    }
    await this.signInAgain(phone);
  }

  /** From here on no phone keeps anything for a server that is restored. */
  async #checkErasedAfterCopy(): Promise<void> {
    // Of a photo that nobody tells of any more, a phone reckons from the first one.
    for (let copies = 0; copies < 2; copies += 1) {
      this.pass(600_000);
      await this.keepCopy();
      this.#toldAll.clear();
      await this.#exchangeEverything();
    }
    for (const phone of this.phones.values()) checkErasedLog(phone.name, phone.read(), this.#state.erased);
  }

  async close(): Promise<void> {
    for (const phone of this.phones.values()) phone.die();
    await this.server.stop();
  }

  /** The one request or answer of a phone that is on its way. */
  flightOf(phone: Phone): Flight {
    const [flight, second] = this.#awaited(phone);
    if (!flight || second) throw new Error(`${phone.name} has ${flight ? 'more than one request' : 'no request'} on the way`);
    return flight;
  }

  /** The photos of a phone that one of its runners has on the way. */
  photosOnTheWay(phone: Phone): Flight[] {
    return this.#awaited(phone).filter(({ request }) => request.path.startsWith('/v1/photos/'));
  }

  #awaited(phone: Phone): Flight[] {
    return this.network.of(phone.name).filter((each) => each.land !== null);
  }

  /** One exchange that takes the oldest change along and no other. */
  async sendOldest(phone: Phone): Promise<void> {
    await this.beginExchange(phone, { budget: 60_000, mutations: 1 });
    const flight = this.flightOf(phone);
    await this.carry(flight);
    await this.deliver(flight);
  }

  /** One runner's work over a whole network. */
  async sendAll(phone: Phone): Promise<void> {
    this.pass(1000);
    await this.beginSending(phone);
    for (let count = 0; phone.runners > 0; count += 1) {
      demand(count < 400, 15, `${phone.name} never comes to rest`);
      // Photos go side by side: the answers come in turns, now to the older one and now to the newer.
      const flights = this.#awaited(phone);
      const flight = flights[count % flights.length];
      if (!flight) throw new Error(`${phone.name} waits for nothing and does not end`);
      await this.carry(flight);
      await this.deliver(flight);
    }
  }

  async #exchangeEverything(): Promise<void> {
    for (let round = 0; round < 12; round += 1) {
      const phones = [...this.phones.values()].filter((phone) => !this.#isToldAll(phone));
      if (phones.length === 0) return;
      for (const phone of phones) {
        await this.sendAll(phone);
        this.#toldAll.set(phone.name, this.#state.heads);
      }
    }
  }

  /** Nothing waits on the phone, and nothing happened on the server since it was last told. */
  #isToldAll(phone: Phone): boolean {
    const told = this.#toldAll.get(phone.name);
    const contents = phone.read();
    const waits =
      waitingOf(contents).length > 0 ||
      contents.photos.some((photo) => photo.own && photo.state === 'declared') ||
      editsOf(contents).some(({ state }) => state === 'waiting');
    return !waits && told !== undefined && sameContent([...told], [...this.#state.heads]);
  }

  async #checkRest(): Promise<void> {
    await checkRest({
      ledger: this.ledger,
      server: this.#state,
      blobs: this.server.blobs,
      restored: this.#restored,
      floors: this.server.floors,
      wroteSince: this.#wroteSince,
      phones: [...this.phones.values()].map((phone) => ({
        name: phone.name,
        person: phone.person.id,
        contents: phone.read(),
        scopes: this.#scopesOf(phone.person.id),
        writesFor: this.grants.get(phone.person.id) ?? new Set(),
      })),
    });
  }

  /** What was held together with a unit is told to those who write for it. */
  #scopesOf(person: string): Set<string> {
    const joint = this.#hasOldPhones ? [] : [...(this.grants.get(person) ?? [])].map(jointScope);
    return new Set([...[...this.readable(person)].map(unitScope), ...joint]);
  }

  async #around(phone: Phone, allowed: Allowed, work: () => Promise<boolean>): Promise<boolean> {
    const before = phone.read();
    const alive = await work();
    if (this.#violation) throw this.#violation;
    if (!alive) {
      this.note(`   ${phone.name} died of it`);
      phone.die();
      await this.#rise(phone);
    }
    const after = phone.read();
    this.ledger.note(phone, after);
    checkNothingLost(before, after, { ...allowed, erased: this.ledger.erased });
    checkPhone(after);
    return alive;
  }

  async #rise(phone: Phone): Promise<void> {
    await phone.start();
    const contents = phone.read();
    this.ledger.note(phone, contents);
    checkPhone(contents);
  }

  async #regrant(): Promise<void> {
    await this.server.database.write(async (tx) => {
      for (const [person, wanted] of this.grants) {
        const rows = await tx.selectFrom('granted_role').selectAll().where('person', '=', person).where('role', '=', 'reporter').execute();
        for (const row of rows) {
          const to_day = wanted.has(row.unit) ? null : '2026-11-23';
          await tx.updateTable('granted_role').set({ to_day }).where('person', '=', person).where('unit', '=', row.unit).execute();
        }
        for (const unit of wanted) {
          if (rows.some((row) => row.unit === unit)) continue;
          await tx.insertInto('granted_role').values({ person, unit, role: 'reporter', from_day: '2025-07-01', to_day: null }).execute();
        }
        await bumpScopes(tx, [{ scope: `person:${person}`, kind: 'person', id: person, operation: 'put' }]);
      }
    });
    this.#state = await readServer(this.server.database);
  }

  /** Whoever was signed out is told nothing, and what they had sent under is no name to send under any more. */
  #checkSignedOut({ request, cookie }: Flight, answer: WireAnswer): void {
    const isAnswered = answer.status === 'answered' && answer.code === 200;
    demand(!isAnswered || !this.#signedOut.has(cookie), 12, 'a phone that was signed out from afar was answered', request.path);
    if (request.path !== '/v1/sync' || !isAnswered) return;
    const { replica } = readRequest(request);
    demand(!this.#revoked.has(replica), 12, 'a name that was signed out from afar was taken again', replica);
    this.#sentWith.set(cookie, (this.#sentWith.get(cookie) ?? new Set()).add(replica));
  }

  /** A copy from before may know them as signed in. */
  #forgetSignedOut(): void {
    this.#signedOut.clear();
    this.#revoked.clear();
    this.#sentWith.clear();
  }

  /** Sees every request leave. What is wrong with it is told once the page has come to rest. */
  #watch(phone: Phone, request: WireRequest): void {
    this.#departures.set(request, { at: this.clock.now, clockError: phone.clockError });
    if (request.path === '/v1/sync') {
      const asked = readRequest(request);
      if (asked.user !== phone.person.id) this.#violation ??= new Violation(19, `${phone.name} sends in another person’s name`);
      this.#textAtFirstPhoto.delete(phone.name);
      return;
    }
    if (!request.path.startsWith('/v1/photos/')) return;
    if (phone.runners === 1 && this.photosOnTheWay(phone).length > 0) this.sideBySide += 1;
    const photo = `${phone.name} ${request.path}`;
    if (this.#photosBegun.has(photo)) return;
    this.#photosBegun.add(photo);
    const newest = waitingOf(phone.read()).at(-1)?.n ?? 0;
    const atFirst = this.#textAtFirstPhoto.get(phone.name) ?? newest;
    this.#textAtFirstPhoto.set(phone.name, atFirst);
    if (newest > atFirst) this.#violation ??= new Violation(15, `${phone.name} begins a photo before the text that waits`);
  }
}

function sameRows(one: Contents, other: Contents): boolean {
  return (Object.keys(one) as (keyof Contents)[]).every((table) => {
    const [left, right] = [one[table] as unknown[], other[table] as unknown[]];
    return left.length === right.length && left.every((row, index) => row === right[index]);
  });
}

/** Who only asks leaves nothing that a check looks at. */
function mayChangeServer(request: WireRequest): boolean {
  return request.path === '/v1/sync' ? readRequest(request).mutations.length > 0 : !['HEAD', 'GET'].includes(request.method);
}

function describe(request: WireRequest): string {
  if (request.path !== '/v1/sync') return `${request.method} ${request.path} ${request.headers?.['upload-offset'] ?? ''}`.trim();
  const { mutations, cursors, epoch } = readRequest(request);
  const changes = mutations.map((each) => {
    const { n, type, id, base } = each as { n?: number; type?: string; id?: string; base?: number };
    return `${n}:${type}(${id?.slice(-6)}@${base})`;
  });
  return `sync [${changes.join(' ')}] from ${JSON.stringify(cursors)} of ${epoch?.slice(0, 4)}`;
}

function tell(answer: WireAnswer, path: string): string {
  if (answer.status === 'none') return 'nothing';
  if (answer.code !== 200 || answer.body.length === 0 || path !== '/v1/sync')
    return `${answer.code} ${answer.headers.get('upload-offset') ?? ''}`.trim();
  const { acknowledged, results, entries, kept, drop, gone, more, cursors } = JSON.parse(new TextDecoder().decode(answer.body)) as Record<
    string,
    unknown
  >;
  const told = (entries as { id: string; revision: number }[] | undefined)?.map((entry) => `${entry.id.slice(-6)}@${entry.revision}`);
  return JSON.stringify({ acknowledged, results, entries: told, kept, drop, gone, more, cursors });
}

/** Identifiers and replica names are drawn by the app itself: the browser's source of chance is the run's. */
function seedIdentifiers(random: Random): void {
  Object.defineProperty(globalThis.crypto, 'getRandomValues', {
    configurable: true,
    value: <Bytes extends Uint8Array>(bytes: Bytes): Bytes => {
      bytes.set(random.bytes(bytes.length));
      return bytes;
    },
  });
}

/** The browser's own stream works on other threads and takes 20 times as long; phones without it go this way too. */
function takeTheOldWayToGzip(): void {
  Object.defineProperty(globalThis, 'CompressionStream', { configurable: true, value: undefined });
}
