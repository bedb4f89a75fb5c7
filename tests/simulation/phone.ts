import { IDBKeyRange } from 'fake-indexeddb';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { readPerson } from '../../src/localdb/meta.ts';
import type { PersonDocument } from '../../src/protocol/session.ts';
import { syncResponse, type SyncResponse } from '../../src/protocol/sync.ts';
import { exchange } from '../../src/sync/exchange.ts';
import { handIn } from '../../src/sync/hand-in.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import type { Transport, WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { Activity, type Work } from './activity.ts';
import type { Flight, Network } from './network.ts';
import { Power } from './power.ts';
import { PhoneStorage, type Contents } from './storage.ts';

interface Page {
  db: LocalDatabase;
  power: Power;
  activity: Activity;
  runners: number;
}

interface Wire {
  transport: Transport;
  build: string;
  now: () => number;
}

/** The state that a request was built on, and the answer it got: to be played again, late. */
export interface Recording {
  built: Parameters<typeof applyResponse>[1];
  answer: SyncResponse;
}

export interface PhoneParts {
  name: string;
  person: PersonDocument;
  /** Session and device cookies. */
  cookie: string;
  network: Network;
  clock: { now: number };
  clockError: number;
  build: string;
  /** How its requests are put, where that is not how they are now. */
  asSent?: (request: WireRequest) => WireRequest;
  /** Told of every request, before anything happens to it. */
  onRequest: (phone: Phone, request: WireRequest) => void;
}

/** A phone: the real core over storage that outlives its pages, with power that can be cut. */
export class Phone {
  readonly name: string;
  readonly person: PersonDocument;
  /** By how much its clock is wrong, milliseconds. */
  clockError: number;
  cookie: string;
  build: string;
  storage: PhoneStorage;
  recordings: Recording[] = [];
  readonly #parts: PhoneParts;
  #page: Page | null = null;

  constructor(parts: PhoneParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.person = parts.person;
    this.cookie = parts.cookie;
    this.clockError = parts.clockError;
    this.build = parts.build;
    this.storage = new PhoneStorage(parts.person.id);
  }

  get db(): LocalDatabase {
    return this.#open.db;
  }

  get power(): Power {
    return this.#open.power;
  }

  get runners(): number {
    return this.#page?.runners ?? 0;
  }

  now(): number {
    return this.#parts.clock.now + this.clockError;
  }

  read(): Contents {
    return this.storage.read();
  }

  async start(): Promise<void> {
    const db = new LocalDatabase(this.person.id, { indexedDB: this.storage.factory, IDBKeyRange });
    const power = new Power(() => this.storage.read());
    const activity = new Activity();
    power.watch(db);
    activity.watch(db);
    await db.open();
    this.#page = { db, power, activity, runners: 0 };
    if (!(await readPerson(db))) {
      await db.meta.put({ key: 'person', person: this.person });
      // Names of units are no part of this: the catalogue is never asked for.
      await db.meta.put({ key: 'catalogue', version: Number.MAX_SAFE_INTEGER });
    }
  }

  /** Does something in the page and everything that follows from it, up to the network. False when the phone died of it. */
  async act(work: (db: LocalDatabase) => Promise<unknown>): Promise<boolean> {
    const page = this.#open;
    let failure: unknown = null;
    const done = page.activity
      .track(() => work(page.db))
      .catch((error: unknown) => {
        failure = error;
      });
    await done;
    await page.activity.quiet();
    if (page.power.on && failure !== null) throw failure;
    return page.power.on;
  }

  /** Starts a runner beside whatever runs already, and resolves once it waits for the network. */
  beginSending(): Promise<boolean> {
    return this.#run((db, wire) => sendEverything(db, { ...wire, onProgress: () => {} }));
  }

  /** One round trip of a page on a slow network: a little at a time. */
  beginExchange(limits: { budget: number; mutations: number }): Promise<boolean> {
    return this.#run((db, wire) => exchange(db, { ...wire, ...limits }));
  }

  /** A page in which somebody hands in a file. */
  beginHandIn(text: string, person: string): Promise<boolean> {
    return this.#run((_db, { transport }) => handIn(text, { person, transport }));
  }

  /** What made a runner end that should not have. */
  failure: unknown = null;

  async settle(): Promise<boolean> {
    const page = this.#open;
    await page.activity.quiet();
    if (this.failure !== null && page.power.on) throw this.failure;
    return page.power.on;
  }

  async deliver(flight: Flight, answer: WireAnswer): Promise<boolean> {
    flight.land?.(answer);
    return this.settle();
  }

  /** An answer that this phone has had, or that was overtaken, once more. */
  async replay({ built, answer }: Recording): Promise<void> {
    await this.act((db) => applyResponse(db, built, answer, this.now()));
  }

  /** The page is gone, and with it every answer that it waited for. */
  die(): void {
    const page = this.#page;
    if (!page) return;
    page.power.cut();
    page.db.close();
    for (const flight of this.#parts.network.of(this.name)) flight.land = null;
    this.#page = null;
    this.failure = null;
  }

  /** Takes the storage of another phone over, row by row. */
  async becomeCopyOf(contents: Contents): Promise<void> {
    this.die();
    this.storage = new PhoneStorage(this.person.id);
    const db = new LocalDatabase(this.person.id, { indexedDB: this.storage.factory, IDBKeyRange });
    await db.open();
    for (const [table, rows] of Object.entries(contents)) await db.table(table).bulkPut(rows as unknown[]);
    db.close();
  }

  #run(work: (db: LocalDatabase, wire: Wire) => Promise<unknown>): Promise<boolean> {
    const page = this.#open;
    const { build } = this;
    page.runners += 1;
    void page.activity
      .track((of) => work(page.db, { transport: { send: (request) => this.#send(of, request) }, build, now: () => this.now() }))
      .catch((error: unknown) => {
        if (page.power.on) this.failure = error;
      })
      .finally(() => {
        page.runners -= 1;
      });
    return this.settle();
  }

  get #open(): Page {
    if (!this.#page) throw new Error(`${this.name} is off`);
    return this.#page;
  }

  #send(work: Work, written: WireRequest): Promise<WireAnswer> {
    const request = this.#parts.asSent?.(written) ?? written;
    this.#parts.onRequest(this, request);
    const built = request.path === '/v1/sync' ? this.#builtOn() : null;
    return new Promise((resolve) => {
      this.#parts.network.launch({
        phone: this.name,
        cookie: this.cookie,
        request,
        land: (answer) => {
          if (built) this.#record(built, answer);
          work.resume();
          resolve(answer);
        },
      });
      work.park();
    });
  }

  #builtOn(): Recording['built'] | null {
    const { meta } = this.read();
    const replica = meta.find((row) => row.key === 'replica');
    const sync = meta.find((row) => row.key === 'sync');
    return replica ? { generation: sync?.generation ?? 0, replica: replica.id, publicKeySent: false } : null;
  }

  #record(built: Recording['built'], answer: WireAnswer): void {
    if (answer.status !== 'answered' || answer.code !== 200) return;
    const parsed = syncResponse.safeParse(JSON.parse(new TextDecoder().decode(answer.body)));
    if (parsed.success) this.recordings = [...this.recordings.slice(-4), { built, answer: parsed.data }];
  }
}
