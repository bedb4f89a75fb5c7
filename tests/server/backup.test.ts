import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readReplica } from '../../src/localdb/meta.ts';
import { hashOf } from '../../src/server/backup/copy-folder.ts';
import { noteSafe, readCovered, readSafe } from '../../src/server/backup/safe.ts';
import { pdf } from '../fakes/attachments.ts';
import { heic, plainJpeg } from '../fakes/pictures.ts';
import { logTraining, send, signedInPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { attachmentOf, broadcast, referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

// Each command is a process of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let place: string;
let server: TestServer;
let phone: WirePhone;
let others: TestServer[];

const inPlace = (name: string) => path.join(place, name);

beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'so-backup-'));
  await mkdir(inPlace('var'));
  server = await startTestServer({ dataFolder: inPlace('var') });
  phone = new WirePhone(server.url, testNow);
  await phone.signIn('hiepcuong');
  others = [];
});
afterEach(async () => {
  for (const each of [server, ...others]) await each.close();
  await rm(place, { recursive: true });
});

/** The command as `npm run` starts it, in a process of its own. */
async function run(command: 'backup' | 'restore' | 'new-epoch' | 'note-copy', dataFolder: string, ...words: string[]) {
  const file = fileURLToPath(new URL(`../../src/server/backup/${command}-command.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...words], { env: { PATH: process.env['PATH'], DATA_DIR: dataFolder } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said };
}

async function restored(copy = inPlace('copy'), into = inPlace('fresh')): Promise<TestServer> {
  expect(await run('restore', into, copy)).toMatchObject({ code: 0 });
  const again = await startTestServer({ dataFolder: into, demo: false });
  others.push(again);
  await again.parts.pictures.settled();
  return again;
}

async function sendPhoto(bytes: Buffer, type = 'image/jpeg'): Promise<{ entry: string; photo: string }> {
  const reference = referenceOf(bytes, { type });
  const entry = training([reference]);
  await phone.push(entry);
  await phone.patch(reference.id, 0, bytes);
  await server.parts.pictures.settled();
  return { entry: entry.id, photo: reference.id };
}

const entriesOf = async (on: TestServer) =>
  (await on.parts.database.query.selectFrom('entry').select('id').execute()).map(({ id }) => id).sort();

const photosOf = (on: TestServer) => on.parts.database.query.selectFrom('photo').selectAll().orderBy('id').execute();

async function expectEveryPhotoWhole(on: TestServer): Promise<void> {
  for (const photo of (await photosOf(on)).filter(({ state }) => state === 'stored')) {
    const bytes = await on.parts.pictures.read(photo.id, 'original');
    expect(bytes).not.toBeNull();
    if (bytes && photo.picture_key === photo.original_key) expect(hashOf(bytes)).toBe(photo.sha256);
    expect(await on.parts.pictures.read(photo.id, 'thumbnail')).not.toBeNull();
  }
}

describe('a copy is made while phones go on sending', () => {
  it('holds all that was acknowledged before, and comes back as another life of the store', async () => {
    const before: string[] = [];
    for (let index = 0; index < 10; index += 1) before.push((await sendPhoto(await plainJpeg(index + 1))).entry);
    const acknowledged = phone.n;

    const copying = { done: false };
    const backup = run('backup', inPlace('var'), inPlace('copy')).finally(() => (copying.done = true));
    let sent = 0;
    while (!copying.done) {
      const entry = broadcast();
      expect((await phone.push(entry)).results[0]?.[1]).toBe('ok');
      if ((sent += 1) % 5 === 0) await sendPhoto(await plainJpeg(1000 + sent));
    }
    expect(await backup).toMatchObject({ code: 0 });
    expect(sent).toBeGreaterThan(5);
    const { safe } = await readSafe(server.parts.database.query, phone.replica);
    expect(safe).toBeGreaterThanOrEqual(acknowledged);
    expect(safe).toBeLessThanOrEqual(phone.n);
    expect((await readSafe(server.parts.database.query, phone.replica)).copiedAt).not.toBeNull();

    const again = await restored();
    const there = await entriesOf(again);
    expect(there).toEqual(expect.arrayContaining(before));
    expect(await entriesOf(server)).toEqual(expect.arrayContaining(there));
    expect((await readSafe(again.parts.database.query, phone.replica)).safe).toBe(safe);
    const covered = await again.parts.database.query.selectFrom('replica').select('last_n').executeTakeFirstOrThrow();
    expect(covered.last_n).toBe(safe);
    await expectEveryPhotoWhole(again);
    expect((await again.parts.life()).epoch).not.toBe((await server.parts.life()).epoch);
  });

  it('and of two that end in the other order the newer one says what is safe', async () => {
    const { database } = server.parts;
    await phone.push(broadcast());
    const older = await readCovered(database.query);
    await phone.push(broadcast());
    await noteSafe(database, await readCovered(database.query), null);
    await noteSafe(database, older, null);
    expect((await readSafe(database.query, phone.replica)).safe).toBe(phone.n);
  });

  it('and what came after it is sent again by the phone that wrote it, without doubles', async () => {
    const own = await signedInPhone(server, 'phohien', () => server.url);
    const early = await logTraining(own, 1, '11953@2025-07-01');
    await send(own);
    await run('backup', inPlace('var'), inPlace('copy'));
    const late = await logTraining(own, 1, '11953@2025-07-01');
    expect(await send(own)).toBe('allSent');
    const lost = server;
    expect(await entriesOf(lost)).toEqual([early.id, late.id].sort());

    server = await restored();
    others = [lost];
    expect(await entriesOf(server)).toEqual([early.id]);
    for (let turn = 0; turn < 3; turn += 1) await send(own);
    expect(await entriesOf(server)).toEqual([early.id, late.id].sort());
    expect((await photosOf(server)).map(({ state }) => state)).toEqual(['stored', 'stored']);
    await expectEveryPhotoWhole(server);
  });

  it('holds attached files too, and they come back byte for byte', async () => {
    const bytes = pdf('copied');
    const reference = attachmentOf(bytes);
    await phone.push({ ...broadcast(), attachments: [reference] });
    await phone.patch(reference.id, 0, bytes);
    await server.parts.pictures.settled();
    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 0 });
    const again = await restored();
    expect(await again.parts.pictures.readAttachment(reference.id)).toEqual(Buffer.from(bytes));
  });

  it('into the folder of the copy before: the newer one takes its place', async () => {
    const first = await sendPhoto(await plainJpeg(1));
    await run('backup', inPlace('var'), inPlace('copy'));
    const second = await sendPhoto(await heic(), 'image/heic');
    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 0 });
    const again = await restored();
    expect(await entriesOf(again)).toEqual([first.entry, second.entry].sort());
    await expectEveryPhotoWhole(again);
  });
});

describe('an operator', () => {
  it('who restores over data is refused, and nothing is touched', async () => {
    await sendPhoto(await plainJpeg(1));
    await run('backup', inPlace('var'), inPlace('copy'));
    const before = await entriesOf(server);
    const { code, said } = await run('restore', inPlace('var'), inPlace('copy'));
    expect([code, said]).toEqual([1, expect.stringContaining('vẫn nguyên')]);
    expect(await entriesOf(server)).toEqual(before);
  });

  it('who names a folder without a copy is told so, and no data folder is made', async () => {
    const { code, said } = await run('restore', inPlace('fresh'), inPlace('nothing'));
    expect([code, said]).toEqual([1, expect.stringContaining('Không thấy bản sao')]);
    expect(await readdir(place)).toEqual(['var']);
  });

  it('who wants the copy inside the data is refused', async () => {
    for (const folder of ['', 'copy']) {
      expect(await run('backup', inPlace('var'), path.join(inPlace('var'), folder))).toMatchObject({ code: 1 });
    }
  });

  it('who copies to the same disk is told that this is no copy of a lost disk', async () => {
    expect((await run('backup', inPlace('var'), inPlace('copy'))).said).toContain('cùng ổ đĩa');
  });

  it('who copies by other means says so before and after, and what came between is not called safe', async () => {
    await phone.push(broadcast());
    const acknowledged = phone.n;
    expect(await run('note-copy', inPlace('var'), 'finished')).toMatchObject({ code: 1 });
    expect(await run('note-copy', inPlace('var'), 'begun')).toMatchObject({ code: 0 });
    await phone.push(broadcast());
    expect((await readSafe(server.parts.database.query, phone.replica)).safe).toBe(0);
    expect(await run('note-copy', inPlace('var'), 'finished')).toMatchObject({ code: 0 });
    expect((await readSafe(server.parts.database.query, phone.replica)).safe).toBe(acknowledged);
    expect((await readSafe(server.parts.database.query, phone.replica)).copiedAt).not.toBeNull();
  });

  it('who brought a store back by other means gives it a new name', async () => {
    const { epoch: before } = await server.parts.life();
    await run('new-epoch', inPlace('var'));
    const named = await server.parts.database.query.selectFrom('server_meta').select('value').where('key', '=', 'epoch').execute();
    expect(named).not.toEqual([{ value: before }]);
  });
});

describe('bytes were spoiled', () => {
  it('in the store: the copy is made of all else, and no phone is told to drop a photo', async () => {
    await sendPhoto(await plainJpeg(1));
    const whole = await sendPhoto(await plainJpeg(2));
    await spoil(inPlace('var'));
    const { code, said } = await run('backup', inPlace('var'), inPlace('copy'));
    expect([code, said]).toEqual([1, expect.stringContaining('1 ảnh, tệp không đọc được')]);
    expect((await readSafe(server.parts.database.query, phone.replica)).copiedAt).toBeNull();
    expect((await readSafe(server.parts.database.query, phone.replica)).safe).toBe(phone.n);
    const again = await restored();
    expect((await photosOf(again)).filter(({ state }) => state === 'stored')).toHaveLength(1);
    expect(await entriesOf(again)).toContain(whole.entry);
  });

  it('in the store, and whole on the phone that took it: it comes again, and the next copy has everything', async () => {
    const device = await signedInPhone(server, 'hiepcuong');
    await logTraining(device, 1);
    await send(device);
    await server.parts.pictures.settled();
    await spoil(inPlace('var'));
    const { code, said } = await run('backup', inPlace('var'), inPlace('copy'));
    expect([code, said]).toEqual([1, expect.stringContaining('gửi lại khi có mạng')]);
    expect(await device.db.chunks.count()).toBeGreaterThan(0);
    await send(device);
    await server.parts.pictures.settled();
    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 0 });
    expect((await readSafe(server.parts.database.query, (await readReplica(device.db)).id)).copiedAt).not.toBeNull();
    await expectEveryPhotoWhole(await restored());
  });

  it('or are gone, of an attached file too: it is asked for, and whoever was told that it is there is told that it is not', async () => {
    const bytes = pdf('spoiled');
    const reference = attachmentOf(bytes);
    const entry = { ...broadcast(), attachments: [reference] };
    await phone.push(entry);
    await phone.patch(reference.id, 0, bytes);
    await server.parts.pictures.settled();
    const colleague = new WirePhone(server.url, testNow);
    await colleague.signIn('hiepcuong');
    expect((await colleague.sync()).photos).toEqual([[reference.id, bytes.length, 'stored', entry.id]]);
    await rm(await anOriginal(inPlace('var')));
    await sendPhoto(await plainJpeg(1));
    await colleague.sync();

    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 1 });
    const asked = [reference.id, 0, 'declared', entry.id];
    expect([(await phone.sync()).photos, (await colleague.sync()).photos]).toEqual([expect.arrayContaining([asked]), [asked]]);
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(204);
    await server.parts.pictures.settled();
    expect(await server.parts.pictures.readAttachment(reference.id)).toEqual(Buffer.from(bytes));
    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 0 });
  });

  it('and no phone has them any more: every copy says so, until an administrator erases the photo', async () => {
    const { entry, photo } = await sendPhoto(await plainJpeg(1));
    await spoil(inPlace('var'));
    await run('backup', inPlace('var'), inPlace('copy'));
    const { code, said } = await run('backup', inPlace('var'), inPlace('copy'));
    expect([code, said]).toEqual([1, expect.stringMatching(new RegExp(`chưa điện thoại nào gửi.*/e/${entry}`))]);
    expect((await readSafe(server.parts.database.query, phone.replica)).copiedAt).toBeNull();

    const office = new WirePhone(server.url, testNow);
    await office.signIn('quantri');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ reason: 'Ảnh đã mất', photo });
    expect((await office.fetch(`/v1/entries/${entry}/erase`, { method: 'POST', headers, body })).status).toBe(200);
    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 0 });
    expect((await readSafe(server.parts.database.query, phone.replica)).copiedAt).not.toBeNull();
  });

  it('only seemingly, while the disk of the photos was away: nothing is asked for, and once it is back all is there', async () => {
    await sendPhoto(await plainJpeg(1));
    const before = await photosOf(server);
    const [there, away] = [path.join(inPlace('var'), 'photos'), inPlace('away')];
    await rename(there, away);
    const { code, said } = await run('backup', inPlace('var'), inPlace('copy'));
    expect([code, said]).toEqual([1, expect.stringContaining('chưa hỏi lại điện thoại')]);
    expect(await photosOf(server)).toEqual(before);
    await rm(there, { recursive: true });
    await rename(away, there);
    expect(await run('backup', inPlace('var'), inPlace('copy'))).toMatchObject({ code: 0 });
  });

  it('in the copy: that photo is asked for again, byte one', async () => {
    const bytes = await plainJpeg(1);
    const { photo } = await sendPhoto(bytes);
    await run('backup', inPlace('var'), inPlace('copy'));
    await spoil(inPlace('copy'));
    const again = await restored();
    expect(await photosOf(again)).toMatchObject([{ id: photo, state: 'declared', received: 0 }]);
    phone.url = again.url;
    expect((await phone.patch(photo, 0, bytes)).status).toBe(204);
    await expectEveryPhotoWhole(again);
  });

  it('in the copy of the records: nothing is restored', async () => {
    await run('backup', inPlace('var'), inPlace('copy'));
    await writeFile(path.join(inPlace('copy'), 'so.sqlite'), 'không còn là kho');
    const { code, said } = await run('restore', inPlace('fresh'), inPlace('copy'));
    expect([code, said]).toEqual([1, expect.stringContaining('bị hỏng')]);
    expect(await readdir(inPlace('fresh'))).toEqual([]);
  });
});

/** One photo's bytes are not what they were any more. */
async function spoil(folder: string): Promise<void> {
  const file = await anOriginal(folder);
  const bytes = await readFile(file);
  bytes[50] = (bytes[50] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

async function anOriginal(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  return path.join(folder, names.find((name) => /original\/..\//.test(name)) ?? '');
}
