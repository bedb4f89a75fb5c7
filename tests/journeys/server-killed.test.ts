import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { numberedJpeg, plainJpeg } from '../fakes/pictures.ts';
import { newId, type NumberedChange, referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

const kills = 50;
const phonesAtOnce = 3;
/** A start takes under a second on a quiet machine, some seconds on a crowded one. */
const patience = 600_000;

let dataFolder: string;
let running: { process: ChildProcess; url: string } | undefined;

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'so-killed-'));
});
afterAll(async () => {
  running?.process.kill('SIGKILL');
  await rm(dataFolder, { recursive: true });
});

it(`killed ${kills} times while phones send: nothing acknowledged is missing, nothing is doubled, photos are whole`, {
  timeout: patience,
}, async ({ signal }) => {
  running = await startServer();
  const phones = await Promise.all(Array.from({ length: phonesAtOnce }, () => Sender.signedIn(running?.url ?? '')));
  let stopping = false;
  const fellInto = { push: 0, upload: 0 };
  const sending = phones.map((phone) => phone.sendUntil(() => stopping || signal.aborted));
  for (let kill = 0; kill < kills && !signal.aborted; kill += 1) {
    for (const phone of phones) phone.stopsHalfway = diesInAnUpload(kill);
    await pause(30 + ((kill * 37) % 130));
    // On a crowded machine a server may live too briefly to answer anybody, or die while nobody says anything.
    await until(lifeGoal(kill, phones), signal);
    for (const kind of ['push', 'upload'] as const) if (phones.some((phone) => phone.isSending === kind)) fellInto[kind] += 1;
    running.process.kill('SIGKILL');
    await ended(running.process);
    running = await startServer();
    for (const phone of phones) phone.moveTo(running.url);
  }
  stopping = true;
  for (const phone of phones) phone.stopsHalfway = false;
  await Promise.all(sending);
  for (const phone of phones) await phone.finish();

  const acknowledged = phones.flatMap((phone) => phone.acknowledged);
  const sentPhotos = phones.flatMap((phone) => phone.stored);
  const reader = phones[0]?.wire;
  for (const photo of sentPhotos) {
    const answer = await reader?.fetch(`/v1/photos/${photo.id}?size=original`);
    const bytes = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(createHash('sha256').update(bytes).digest('base64url')).toBe(photo.sha256);
  }
  running.process.kill('SIGTERM');
  expect(await ended(running.process)).toBe(0);

  const store = new BetterSqlite(path.join(dataFolder, 'so.sqlite'), { readonly: true });
  const entries = store.prepare('select id, revision from entry').all() as { id: string; revision: number }[];
  const stored = new Set(entries.map((entry) => entry.id));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  // One `new` and nothing else was said of each, so a second application would show as a second revision or a held one.
  expect(entries.filter((entry) => entry.revision !== 1)).toEqual([]);
  expect(store.prepare("select count(*) as held from mutation where outcome = 'held'").get()).toEqual({ held: 0 });
  expect(entries).toHaveLength(new Set(acknowledged).size);
  expect(store.prepare("select count(*) as unfinished from photo where state != 'stored'").get()).toEqual({ unfinished: 0 });
  store.close();
  expect(await readdir(path.join(dataFolder, 'photos', 'staging'))).toEqual([]);
  for (const photo of sentPhotos) {
    const kept = await readFile(path.join(dataFolder, 'photos', 'final', 'original', photo.sha256.slice(0, 2), photo.sha256));
    expect(kept.length).toBe(photo.size);
  }
  const resumed = phones.reduce((sum, phone) => sum + phone.resumed, 0);
  expect(fellInto.push).toBeGreaterThanOrEqual(kills / 5);
  expect(fellInto.upload).toBeGreaterThanOrEqual(kills / 5);
  expect(resumed).toBeGreaterThanOrEqual(kills / 5);
  expect(sentPhotos.length).toBeGreaterThanOrEqual((kills / 5) * 2);
  expect(acknowledged.length).toBeGreaterThanOrEqual((kills / 5) * 2);
  console.info(
    `killed ${kills} times, ${fellInto.push} into a push and ${fellInto.upload} into an upload: ` +
      `${acknowledged.length} entries, ${sentPhotos.length} photos, ${resumed} of them in parts`,
  );
});

/** What a server lives for, in turns: to die in the middle of a push or of an upload, or after it has been of use. */
function lifeGoal(kill: number, phones: readonly Sender[]): () => boolean {
  const total = (count: (phone: Sender) => number): number => phones.reduce((sum, phone) => sum + count(phone), 0);
  const storedBefore = total((phone) => phone.stored.length);
  const acknowledgedBefore = total((phone) => phone.acknowledged.length);
  if (diesInAnUpload(kill)) return () => phones.some((phone) => phone.isSending === 'upload' && hasAPartOf(phone.photo));
  switch (kill % 5) {
    case 0:
      return () => phones.some((phone) => phone.isSending === 'push');
    case 4:
      return () => total((phone) => phone.acknowledged.length) > acknowledgedBefore;
    default:
      return () => total((phone) => phone.stored.length) > storedBefore;
  }
}

function diesInAnUpload(kill: number): boolean {
  return kill % 5 === 2;
}

/** What the phone has sent may still be in the connection, and a photo of which nothing was written is not resumed. */
function hasAPartOf(photo: string | undefined): boolean {
  const part = statSync(path.join(dataFolder, 'photos', 'staging', photo ?? ''), { throwIfNoEntry: false });
  return part?.isFile() === true && part.size > 0;
}

async function until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
  while (!isSo() && !signal.aborted) await pause(1);
}

/** A phone that sends one training session with its photo after another, and repeats until it is answered. */
class Sender {
  readonly wire: WirePhone;
  readonly acknowledged: string[] = [];
  readonly stored: { id: string; sha256: string; size: number }[] = [];
  /** What it has begun to say and is not answered to; an upload once half of it has gone. */
  isSending: 'push' | 'upload' | null = null;
  /** Keeps back the second half of its photo, until it is moved to the next server. */
  stopsHalfway = false;
  /** Photos of which the server had a part when it was asked: it was killed while they came. */
  resumed = 0;
  #outbox: NumberedChange[] = [];
  #photos: { id: string; sha256: string; size: number; bytes: Uint8Array }[] = [];

  private constructor(wire: WirePhone) {
    this.wire = wire;
  }

  static async signedIn(url: string): Promise<Sender> {
    const wire = new WirePhone(url, Date.now());
    expect((await wire.signIn('hiepcuong')).status).toBe(200);
    return new Sender(wire);
  }

  get photo(): string | undefined {
    return this.#photos[0]?.id;
  }

  moveTo(url: string): void {
    this.wire.url = url;
    this.stopsHalfway = false;
  }

  async sendUntil(isOver: () => boolean): Promise<void> {
    const picture = await plainJpeg(this.wire.replica.charCodeAt(0), 200);
    while (!isOver()) {
      if (this.#outbox.length === 0 && this.#photos.length === 0) this.#writeOne(picture);
      await this.#sendOnce().catch(() => pause(20));
      this.isSending = null;
    }
  }

  async finish(): Promise<void> {
    while (this.#outbox.length > 0 || this.#photos.length > 0) await this.#sendOnce();
  }

  #writeOne(picture: Uint8Array): void {
    const bytes = numberedJpeg(picture, this.wire.n);
    const reference = referenceOf(bytes, { id: newId() });
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    this.#outbox = this.wire.number(training([reference], { startDate: today, endDate: today }));
    this.#photos.push({ id: reference.id, sha256: reference.sha256, size: bytes.length, bytes });
  }

  async #sendOnce(): Promise<void> {
    if (this.#outbox.length > 0) {
      this.isSending = 'push';
      const { acknowledged, results } = await this.wire.sync(this.#outbox);
      this.isSending = null;
      for (const change of this.#outbox.filter(({ n }) => n <= acknowledged)) this.acknowledged.push(change.id);
      expect(results.every((result) => result[1] === 'ok')).toBe(true);
      this.#outbox = this.#outbox.filter(({ n }) => n > acknowledged);
    }
    const [photo] = this.#photos;
    if (!photo) return;
    const standing = await this.wire.head(photo.id);
    const offset = Number(standing.headers.get('upload-offset'));
    if (offset > 0 && offset < photo.size) this.resumed += 1;
    const answer =
      standing.headers.get('x-photo') === 'stored'
        ? standing
        : await this.wire.patch(
            photo.id,
            offset,
            slowly(photo.bytes.subarray(offset), () => this.#atHalf()),
          );
    this.isSending = null;
    if (answer.headers.get('x-photo') !== 'stored') return;
    this.stored.push({ id: photo.id, sha256: photo.sha256, size: photo.size });
    this.#photos.shift();
  }

  async #atHalf(): Promise<void> {
    this.isSending = 'upload';
    while (this.stopsHalfway) await pause(3);
  }
}

/** In pieces, so that a kill finds photos half sent. */
function slowly(bytes: Uint8Array, atHalf: () => Promise<void>): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.length) return controller.close();
      await pause(3);
      if (at > bytes.length / 2) await atHalf();
      controller.enqueue(bytes.subarray(at, at + 3000));
      at += 3000;
    },
  });
}

async function startServer(): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataFolder,
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      BLOB_URL: '',
      TRUST_PROXY: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Sổ Tuyên truyền: (http:\S+)$/.exec(line)?.[1];
    if (url) return { process: child, url };
  }
  throw new Error('the server ended before it listened');
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
