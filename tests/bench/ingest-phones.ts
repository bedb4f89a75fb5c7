import { createHash, randomBytes } from 'node:crypto';
import { Agent, request as openRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { PhotoReference } from '../../src/domain/entry.ts';
import { communesOn, loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import type { Database } from '../../src/server/db/database.ts';
import { addPerson } from '../../src/server/users/people.ts';
import { newName } from '../../src/server/users/secret.ts';
import { openSession } from '../../src/server/users/sessions.ts';
import { broadcast, newId, training } from '../fakes/wire-phone.ts';

/** A phone that costs the bench as little as it can, so that the figure is the server's. */
export class BenchPhone {
  readonly #person: string;
  readonly #unit: string;
  readonly #cookie: string;
  readonly #replica = randomBytes(16).toString('base64url');
  #cursors: Record<string, number> = {};
  #epoch: string | null = null;
  #n = 0;

  constructor(person: string, unit: string, cookie: string) {
    this.#person = person;
    this.#unit = unit;
    this.#cookie = cookie;
  }

  /** Reads to the end of what there is. */
  async catchUp(wire: Wire): Promise<void> {
    while ((await this.sync(wire, [])) === 'more');
  }

  /** Sends new entries and reads a page; every entry has to be taken. */
  async sync(wire: Wire, entries: readonly object[]): Promise<'more' | 'all'> {
    const now = Date.now();
    const mutations = entries.map((entry) => ({ n: (this.#n += 1), at: now, base: 0, ...entry, unit: this.#unit }));
    const body = {
      version: 1,
      build: '2026.11.1',
      user: this.#person,
      replica: this.#replica,
      epoch: this.#epoch,
      now,
      cursors: this.#cursors,
      starting: [],
      budget: 60_000,
      mutations,
    };
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await wire.send({
      method: 'POST',
      path: '/v1/sync',
      headers: this.#with(headers),
      body: gzipSync(JSON.stringify(body)),
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
    const told = JSON.parse(answer.body) as { results: [number, string][]; cursors: Record<string, number>; epoch: string; more: boolean };
    if (told.results.length !== entries.length || told.results.some(([, outcome]) => outcome !== 'ok')) throw new Error(answer.body);
    this.#epoch = told.epoch;
    this.#cursors = { ...this.#cursors, ...told.cursors };
    return told.more ? 'more' : 'all';
  }

  async sendPhoto(wire: Wire, photo: string, bytes: Uint8Array): Promise<void> {
    const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const answer = await wire.send({ method: 'PATCH', path: `/v1/photos/${photo}`, headers: this.#with(headers), body: bytes });
    if (answer.status !== 204) throw new Error(`${answer.status} ${answer.body}`);
  }

  #with(headers: Record<string, string>): Record<string, string> {
    return { ...headers, cookie: this.#cookie };
  }
}

/** People of every commune with sessions on several phones each, made past the sign-in whose hash is slow by intent. */
export async function addPhones(database: Database, sessionsEach: number): Promise<BenchPhone[]> {
  const now = Date.now();
  const phones: BenchPhone[] = [];
  for (const [index, unit] of communesOn(loadCatalogue(), today).entries()) {
    const person = newName(randomBytes);
    const roles = [{ role: 'reporter', unit: unit.key, from: '2025-07-01', to: null }] as const;
    await database.write(async (tx) => {
      await addPerson(tx, { id: person, username: `bench${index}`, name: 'Cán bộ', passwordHash: '', demo: false, now, roles });
      for (let session = 0; session < sessionsEach; session += 1) {
        const opened = await openSession(tx, { person, deviceToken: undefined, now, random: randomBytes });
        phones.push(new BenchPhone(person, unit.key, `session=${opened.session}; device=${opened.device}`));
      }
    });
  }
  return phones;
}

export function benchEntry(): object {
  return broadcast({ airDates: [today] });
}

/** A training session whose one photo is `bytes`. */
export function benchTraining(bytes: Uint8Array): { entry: object; photo: string } {
  const sha256 = createHash('sha256').update(bytes).digest('base64url');
  const facts = { size: bytes.length, type: 'image/jpeg', width: 1600, height: 1200, takenAt: null, source: 'camera' } as const;
  const reference: PhotoReference = { id: newId(), sha256, ...facts };
  return { entry: training([reference], { startDate: today, endDate: today }), photo: reference.id };
}

const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

export interface Wire {
  send: (request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: Uint8Array;
  }) => Promise<{ status: number; body: string }>;
  close: () => void;
}

export function openWire(url: string, connections: number): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const options = { agent, hostname, port, method, path, headers: { ...headers, 'content-length': body.length } };
        const request = openRequest(options, (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(pieces).toString() }));
          answer.on('error', reject);
        });
        request.on('error', reject);
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
