import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/server/db/database.ts';
import { onPostgres, openTestDatabase, startPostgres, type TestPostgres } from '../fakes/postgres.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, type Change, type NumberedChange, units, WirePhone } from '../fakes/wire-phone.ts';

const milliseconds = 9_000;
const writers = 8;
const readers = 2;

describe('phones that send and read while connections to PostgreSQL are cut at random', () => {
  let postgres: TestPostgres;
  let url: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  it('no row is skipped, none comes twice, nothing acknowledged is missing, nothing is done twice', async () => {
    const servers = [await startOn(await openTestDatabase(url)), await startOn(await openTestDatabase(url))] as const;
    const slow = await startOn(slowToCommit(await openTestDatabase(url)));
    const sending: Writer[] = [];
    const reading: Reader[] = [];
    // One after another: many at once from one address are taken for guessing.
    for (let index = 0; index < writers; index += 1) sending.push(await Writer.signedIn(servers[index % 2 === 0 ? 0 : 1].url));
    sending.push(await Writer.signedIn(slow.url, 1_500));
    for (let index = 0; index < readers; index += 1) reading.push(await Reader.signedIn(servers[index % 2 === 0 ? 0 : 1].url));

    const end = Date.now() + milliseconds;
    const countAcknowledged = (): number => sending.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
    // A crowded machine takes longer to come to as many chances for a mistake.
    const isOver = () => Date.now() > end && countAcknowledged() > 40;
    const shared: string[] = [];
    const cuts = cutConnections(url, isOver);
    const readingOn = reading.map((reader) => reader.readUntil(isOver));
    await Promise.all(sending.map((writer) => writer.sendUntil(isOver, shared)));
    await Promise.all(sending.map((writer) => writer.finish()));
    await Promise.all(readingOn);
    await Promise.all(reading.map((reader) => reader.readToEnd()));

    const { query } = servers[0].parts.database;
    const entries = await query.selectFrom('entry').select(['id', 'revision']).execute();
    const revisions = new Map(entries.map(({ id, revision }) => [id, revision]));
    for (const reader of reading) expect(reader.seen).toEqual(revisions);

    const acknowledged = sending.flatMap((writer) => writer.acknowledged);
    expect(acknowledged.filter(({ id }) => !revisions.has(id))).toEqual([]);
    const history = await query.selectFrom('mutation').select(['replica', 'n', 'entry', 'outcome']).execute();
    const receipts = await query.selectFrom('receipt').select(['replica', 'n']).execute();
    expect([history.length, receipts.length]).toEqual([acknowledged.length, acknowledged.length]);
    expect(new Set(history.map(({ replica, n }) => `${replica} ${n}`)).size).toBe(acknowledged.length);
    // Every accepted change is one revision, so one that was applied twice, or got lost under another, would show here.
    for (const [id, revision] of revisions) {
      expect(history.filter((row) => row.entry === id && row.outcome !== 'held')).toHaveLength(revision);
    }
    const statuses = new Set([...sending, ...reading].flatMap(({ statuses: each }) => [...each]));
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect([acknowledged.length > 40, (await cuts) > 10, statuses.has(503)]).toEqual([true, true, true]);
    for (const server of [...servers, slow]) await server.close();
  }, 120_000);
});

function startOn(database: Database): Promise<TestServer> {
  return startTestServer({ database });
}

/** Has taken its numbers, and lets the others wait long before it commits. */
function slowToCommit(database: Database): Database {
  return {
    ...database,
    writeToEnd: (work) =>
      database.writeToEnd(async (tx) => {
        const ending = await work(tx);
        await ending.last;
        await pause(400);
        return ending;
      }),
  };
}

function cutConnections(url: string, isOver: () => boolean): Promise<number> {
  return onPostgres(url, async (client) => {
    let cuts = 0;
    while (!isOver()) {
      await pause(50 + Math.random() * 150);
      const { rowCount } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'so-tuyen-truyen' and state <> 'idle' order by random() limit 1`,
      );
      cuts += rowCount ?? 0;
    }
    return cuts;
  });
}

/** Logs new things and edits what everybody logs; repeats a request, as it was, until it is answered. */
class Writer {
  readonly statuses = new Set<number>();
  readonly acknowledged: { id: string; n: number }[] = [];
  readonly #phone: WirePhone;
  #outbox: NumberedChange[] = [];

  readonly #rest: number;

  private constructor(phone: WirePhone, rest: number) {
    this.#phone = phone;
    this.#rest = rest;
  }

  /** `rest`: milliseconds at most between two requests. */
  static async signedIn(url: string, rest = 10): Promise<Writer> {
    const phone = new WirePhone(url, testNow);
    expect((await phone.signIn('hiepcuong')).status).toBe(200);
    return new Writer(phone, rest);
  }

  async sendUntil(isOver: () => boolean, shared: string[]): Promise<void> {
    while (!isOver()) {
      if (this.#outbox.length === 0) {
        const fresh = broadcast();
        const old = shared[Math.floor(Math.random() * shared.length)];
        const changes: Change[] = old
          ? [fresh, { type: 'edit', id: old, base: 1, set: { durationMinutes: 1 + (this.#phone.n % 200) } }]
          : [fresh];
        this.#outbox = this.#phone.number(...changes);
      }
      await this.#send();
      for (const { id } of this.acknowledged.slice(-1)) if (shared.length < 20) shared.push(id);
      await pause(Math.random() * this.#rest);
    }
  }

  async finish(): Promise<void> {
    while (this.#outbox.length > 0) await this.#send();
  }

  async #send(): Promise<void> {
    const answer = await this.#phone.post(this.#phone.request(this.#outbox));
    this.statuses.add(answer.status);
    if (!answer.ok) return;
    const { acknowledged, results } = (await answer.json()) as { acknowledged: number; results: [number, string][] };
    expect(results.map(([, outcome]) => outcome).filter((outcome) => outcome === 'held')).toEqual([]);
    for (const { id, n } of this.#outbox) if (n <= acknowledged) this.acknowledged.push({ id, n });
    this.#outbox = this.#outbox.filter(({ n }) => n > acknowledged);
  }
}

/** Pages on from its cursors in small steps, and remembers everything that it was told. */
class Reader {
  readonly statuses = new Set<number>();
  readonly seen = new Map<string, number>();
  readonly #phone: WirePhone;
  #cursor = 0;

  private constructor(phone: WirePhone) {
    this.#phone = phone;
  }

  static async signedIn(url: string): Promise<Reader> {
    const phone = new WirePhone(url, testNow);
    expect((await phone.signIn('hiepcuong')).status).toBe(200);
    return new Reader(phone);
  }

  async readUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.#read();
  }

  async readToEnd(): Promise<void> {
    while ((await this.#read()) !== 'all');
  }

  async #read(): Promise<'all' | 'more'> {
    const answer = await this.#phone.post(this.#phone.request([], { budget: 6000 }));
    this.statuses.add(answer.status);
    if (!answer.ok) return 'more';
    const told = (await answer.json()) as Awaited<ReturnType<WirePhone['sync']>>;
    for (const { id, revision } of told.entries) {
      expect(revision, 'the same state twice, or an older one after a newer').toBeGreaterThan(this.seen.get(id) ?? 0);
      this.seen.set(id, revision);
    }
    const scope = `unit:${units.hiepCuong}`;
    const cursor = told.cursors[scope] ?? this.#cursor;
    expect(cursor).toBeGreaterThanOrEqual(this.#cursor);
    this.#cursor = cursor;
    this.#phone.epoch = told.epoch;
    this.#phone.cursors = { ...this.#phone.cursors, ...told.cursors };
    return told.more || told.entries.length > 0 ? 'more' : 'all';
  }
}

function pause(duration: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration));
}
