import type { CompiledQuery } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/server/db/database.ts';
import { onPostgres, openTestDatabase, startPostgres, type TestPostgres } from '../fakes/postgres.ts';
import { slowToCommit } from '../fakes/slow-to-commit.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, type Change, type NumberedChange, units, WirePhone } from '../fakes/wire-phone.ts';
import { splitByUnit } from './stores.ts';

const writers = 8;
const readers = 2;
/** Commits that keep the others waiting, each of them a chance to be skipped. */
const slowCommits = 5;
const cutting = { acknowledged: 40, cuts: 10 };

describe('phones that send and read at once on PostgreSQL', () => {
  let postgres: TestPostgres;
  let url: string;
  let crowd: Crowd;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  beforeEach(async () => {
    url = await postgres.createDatabase();
  });
  afterEach(() => crowd.close());
  afterAll(() => postgres.stop(), 60_000);

  it.each([
    ['whole', { prepare: async () => {}, milliseconds: 6_000 }],
    // For less long: as many acknowledged changes and cuts are waited for all the same.
    ['split by unit', { prepare: split, milliseconds: 1_500 }],
  ] as const)(
    'no row is skipped and none comes twice beside a slow commit or when connections are cut, nothing acknowledged is missing, nothing is done twice (tables %s)',
    async (_tables, { prepare, milliseconds }) => {
      await prepare(url);
      crowd = await Crowd.open(url);
      await crowd.work(() => crowd.slowCommits >= slowCommits);
      expect(await crowd.untold()).toEqual([]);

      const end = Date.now() + milliseconds;
      const before = crowd.acknowledged.length;
      const cut = { count: 0 };
      // A crowded machine takes longer to come to as many chances for a mistake.
      const isOver = () =>
        Date.now() > end &&
        crowd.acknowledged.length - before > cutting.acknowledged &&
        cut.count > cutting.cuts &&
        crowd.statuses.has(503);
      const cuts = cutConnections(url, isOver, cut);
      await crowd.work(isOver, { restOfSlow: 1_500 });
      await cuts;
      expect(await crowd.untold()).toEqual([]);

      const { acknowledged, query } = crowd;
      const revisions = await crowd.revisions();
      expect(acknowledged.filter(({ id }) => !revisions.has(id))).toEqual([]);
      const history = await query.selectFrom('mutation').select(['replica', 'n', 'entry', 'outcome']).execute();
      const receipts = await query.selectFrom('receipt').select(['replica', 'n']).execute();
      expect([history.length, receipts.length]).toEqual([acknowledged.length, acknowledged.length]);
      expect(new Set(history.map(({ replica, n }) => `${replica} ${n}`)).size).toBe(acknowledged.length);
      // Every accepted change is one revision, so one that was applied twice, or got lost under another, would show here.
      for (const [id, revision] of revisions) {
        expect(history.filter((row) => row.entry === id && row.outcome !== 'held')).toHaveLength(revision);
      }
      expect([...crowd.statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    },
    120_000,
  );

  it('a counter that is not locked until the commit would be seen: rows are skipped then', async () => {
    crowd = await Crowd.open(url, withLooseCounter);
    await crowd.work(() => crowd.slowCommits >= slowCommits);
    expect(await crowd.untold()).not.toEqual([]);
  }, 120_000);
});

/** Before anybody is there. */
async function split(url: string): Promise<void> {
  await (await openTestDatabase(url)).close();
  await splitByUnit(url);
}

/** Writers and readers on two servers, and a writer of whom everybody has to wait. */
class Crowd {
  /** How often the slow one committed while others wanted to write. */
  slowCommits = 0;
  readonly #servers: TestServer[] = [];
  readonly #sending: Writer[] = [];
  readonly #reading: Reader[] = [];
  readonly #shared: string[] = [];

  static async open(url: string, changed: (database: Database) => Database = (database) => database): Promise<Crowd> {
    const crowd = new Crowd();
    const startOn = async (database: Database): Promise<TestServer> => {
      const server = await startTestServer({ database });
      crowd.#servers.push(server);
      return server;
    };
    const slow = await startOn(slowToCommit(changed(await openTestDatabase(url)), () => crowd.#noteSlow()));
    const servers = [await startOn(changed(await openTestDatabase(url))), await startOn(changed(await openTestDatabase(url)))] as const;
    // One after another: many at once from one address are taken for guessing.
    crowd.#sending.push(await Writer.signedIn(slow.url));
    for (let index = 0; index < writers; index += 1) crowd.#sending.push(await Writer.signedIn(servers[index % 2 === 0 ? 0 : 1].url));
    for (let index = 0; index < readers; index += 1) crowd.#reading.push(await Reader.signedIn(servers[index % 2 === 0 ? 0 : 1].url));
    return crowd;
  }

  /** Everybody sends and reads until it is over, and what was begun is finished. */
  async work(isOver: () => boolean, { restOfSlow = 10 } = {}): Promise<void> {
    let isFinished = false;
    const readingOn = this.#reading.map((reader) => reader.readUntil(() => isFinished));
    const [slow, ...others] = this.#sending;
    await Promise.all([
      slow?.sendUntil(isOver, this.#shared, restOfSlow),
      ...others.map((writer) => writer.sendUntil(isOver, this.#shared, 10)),
    ]);
    await Promise.all(this.#sending.map((writer) => writer.finish()));
    isFinished = true;
    await Promise.all(readingOn);
  }

  /** Entries of which some reader, having read to the end, was not told the newest revision, and no other. */
  async untold(): Promise<string[]> {
    await Promise.all(this.#reading.map((reader) => reader.readToEnd()));
    const revisions = await this.revisions();
    const differs = (id: string): boolean => this.#reading.some((reader) => reader.seen.get(id) !== revisions.get(id));
    return [...new Set([...revisions.keys(), ...this.#reading.flatMap((reader) => [...reader.seen.keys()])])].filter(differs);
  }

  async revisions(): Promise<Map<string, number>> {
    const entries = await this.query.selectFrom('entry').select(['id', 'revision']).execute();
    return new Map(entries.map(({ id, revision }) => [id, revision]));
  }

  get query(): Database['query'] {
    const [server] = this.#servers;
    if (!server) throw new Error('no server was started');
    return server.parts.database.query;
  }

  get acknowledged(): { id: string; n: number }[] {
    return this.#sending.flatMap((writer) => writer.acknowledged);
  }

  get statuses(): Set<number> {
    return new Set([...this.#sending, ...this.#reading].flatMap(({ statuses }) => [...statuses]));
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.close();
  }

  #noteSlow(): void {
    const [slow, ...others] = this.#sending;
    if (slow?.isSending && others.some((writer) => writer.isSending)) this.slowCommits += 1;
  }
}

/** Takes the numbers of a scope on a connection of its own, so that nothing keeps them in the order of the commits. */
function withLooseCounter(database: Database): Database {
  return {
    ...database,
    writeToEnd: (work) =>
      database.writeToEnd(async (tx) => {
        const inside = tx.executeQuery.bind(tx);
        let counter = Promise.resolve('');
        tx.executeQuery = async <Row>(query: CompiledQuery<Row>) => {
          if (query.sql.startsWith('insert into "feed"')) {
            // The number that was taken, whatever the counter has come to since.
            const from = await counter;
            return inside<Row>({ ...query, sql: query.sql.replaceAll('from "scope_head"', () => from) });
          }
          if (!query.sql.startsWith('insert into "scope_head"')) return inside<Row>(query);
          const taken = database.query.executeQuery(query);
          const [unit] = query.parameters;
          counter = taken.then(({ rows: [head] }) => {
            const { sequence } = head as { sequence: number };
            return `from (select '${String(unit)}' as "unit", ${sequence}::bigint as "sequence") as "scope_head"`;
          });
          return taken;
        };
        const ending = await work(tx);
        await ending.last;
        return ending;
      }),
  };
}

function cutConnections(url: string, isOver: () => boolean, cut: { count: number }): Promise<void> {
  return onPostgres(url, async (client) => {
    while (!isOver()) {
      await pause(50 + Math.random() * 150);
      const { rowCount } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'so-tuyen-truyen' and datname = current_database() and state <> 'idle' order by random() limit 1`,
      );
      cut.count += rowCount ?? 0;
    }
  });
}

/** Logs new things and edits what everybody logs; repeats a request, as it was, until it is answered. */
class Writer {
  readonly statuses = new Set<number>();
  readonly acknowledged: { id: string; n: number }[] = [];
  isSending = false;
  readonly #phone: WirePhone;
  #outbox: NumberedChange[] = [];

  private constructor(phone: WirePhone) {
    this.#phone = phone;
  }

  static async signedIn(url: string): Promise<Writer> {
    const phone = new WirePhone(url, testNow);
    expect((await phone.signIn('hiepcuong')).status).toBe(200);
    return new Writer(phone);
  }

  /** `rest`: milliseconds at most between two requests. */
  async sendUntil(isOver: () => boolean, shared: string[], rest: number): Promise<void> {
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
      await pause(Math.random() * rest);
    }
  }

  async finish(): Promise<void> {
    while (this.#outbox.length > 0) await this.#send();
  }

  async #send(): Promise<void> {
    this.isSending = true;
    const answer = await this.#phone.post(this.#phone.request(this.#outbox));
    this.isSending = false;
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
