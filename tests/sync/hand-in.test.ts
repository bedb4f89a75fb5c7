import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { exportChanges } from '../../src/localdb/export-changes.ts';
import { exportRefused } from '../../src/localdb/export-refused.ts';
import { fetchHeld } from '../../src/sync/held.ts';
import { readReplica } from '../../src/localdb/meta.ts';
import { acceptInvitation } from '../../src/server/users/invitations.ts';
import { hashSecret } from '../../src/server/users/secret.ts';
import { signChanges } from '../../src/localdb/sign-changes.ts';
import type { ChangeFile } from '../../src/protocol/change-file.ts';
import { handIn, type HandInOutcome } from '../../src/sync/hand-in.ts';
import { trainingValues } from '../fakes/device.ts';
import { httpTransport } from '../fakes/http-transport.ts';
import { copyOf, editEntry, logBroadcast, logEntry, logTraining, send, signedInPhone, type ServerPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
/** It has no network and never will. */
let stuck: ServerPhone;
let other: ServerPhone;

beforeEach(async () => {
  server = await startTestServer();
  stuck = await signedInPhone(server, 'hiepcuong');
  other = await signedInPhone(server, 'hiepcuong');
});
afterEach(() => server.close());

const write = async (phone: ServerPhone) => exportChanges(phone.db, { now: phone.clock.now, build: '2026.11.1' });
const give = (by: ServerPhone, text: string): Promise<HandInOutcome> => handIn(text, { person: by.db.person, transport: by.transport });

describe('a phone that cannot send', () => {
  it('writes what waits into a file; another phone of the same person hands it in, and has the entries at its next exchange', async () => {
    const id = await logBroadcast(stuck);
    await logTraining(stuck, 1);
    const file = await write(stuck);
    expect(file.waiting).toBe(2);
    expect(await give(other, file.text)).toEqual({ status: 'handedIn', taken: 2, refused: [], waiting: 0, unreadable: 0 });
    await send(other);
    expect(await other.db.entries.get(id)).toMatchObject({ sync: 'clean', status: 'submitted' });
    expect(await other.db.entries.count()).toBe(2);
  });

  it('that finds its network again after all sends the same, and nothing is there twice', async () => {
    const { id } = await logTraining(stuck, 1);
    await give(other, (await write(stuck)).text);
    expect(await send(stuck)).toBe('allSent');
    expect(await stuck.db.entries.get(id)).toMatchObject({ sync: 'clean' });
    expect((await write(stuck)).waiting).toBe(0);
    const entries = await server.parts.database.query.selectFrom('entry').select('id').execute();
    expect(entries).toHaveLength(1);
  });

  it('with more than one request holds hands in all of it, in its order', async () => {
    for (let count = 0; count < 230; count += 1) await logBroadcast(stuck);
    expect(await give(other, (await write(stuck)).text)).toMatchObject({ status: 'handedIn', taken: 230, waiting: 0 });
  });
});

describe('a colleague who carries the file of a phone that has spoken with the server before', () => {
  let colleague: ServerPhone;
  beforeEach(async () => {
    await send(stuck);
    colleague = await signedInPhone(server, 'phohien');
  });

  it('hands it in, and what is in it is its author’s, once, also when their phone sends it after all', async () => {
    const id = await logBroadcast(stuck);
    await logTraining(stuck, 1);
    const { text } = await write(stuck);
    const answer = { status: 'handedIn', author: 'Nguyễn Văn Ấp', taken: 2, refused: [], waiting: 0, unreadable: 0 };
    expect(await give(colleague, text)).toEqual(answer);
    expect(await send(stuck)).toBe('allSent');
    expect(await stuck.db.entries.get(id)).toMatchObject({ sync: 'clean', server: { author: { name: 'Nguyễn Văn Ấp' }, revision: 1 } });
    expect((await ledger()).mutations).toHaveLength(2);
    await send(colleague);
    expect(await colleague.db.entries.count()).toBe(0);
  });

  it('with more than one request holds hands in all of it', async () => {
    for (let count = 0; count < 210; count += 1) await logBroadcast(stuck);
    expect(await give(colleague, (await write(stuck)).text)).toMatchObject({ taken: 210, waiting: 0, unreadable: 0 });
  });

  it('can write nothing into it: what was changed is not taken, nor what follows it', async () => {
    await logBroadcast(stuck);
    await logBroadcast(stuck);
    const { text } = await write(stuck);
    const forged = text.replace('title', 'titel');
    expect(forged).not.toBe(text);
    expect(await give(colleague, forged)).toMatchObject({ taken: 0, unreadable: 1, waiting: 1 });
    const later = text.replace(/"exportedAt": \d+/, '"exportedAt": 1');
    expect(await give(colleague, later)).toMatchObject({ taken: 0, unreadable: 2 });
    expect((await ledger()).entries).toEqual([]);
  });

  it('cannot sign for the author with a key of their own', async () => {
    await send(colleague);
    await logBroadcast(stuck);
    const own = await readReplica(colleague.db);
    const file = JSON.parse((await write(stuck)).text) as ChangeFile;
    const forged = await signChanges({ ...file, exportedAt: 1 }, own);
    expect(await give(colleague, JSON.stringify(forged))).toEqual({ status: 'somebodyElses' });
    const { publicKey } = file;
    expect(await give(colleague, JSON.stringify({ ...forged, publicKey }))).toMatchObject({ taken: 0, unreadable: 1 });
    expect((await ledger()).entries).toEqual([]);
  });

  it('cannot hand in what comes from a phone that its owner has signed out from afar', async () => {
    await logBroadcast(stuck);
    const { text } = await write(stuck);
    await server.parts.database.query.updateTable('replica').set({ revoked_at: stuck.clock.now }).execute();
    expect(await give(colleague, text)).toEqual({ status: 'somebodyElses' });
  });
});

describe('a person whose password was set anew since their phone was stolen', () => {
  it('is not spoken for by that phone any more', async () => {
    await send(stuck);
    const colleague = await signedInPhone(server, 'phohien');
    const { database } = server.parts;
    const token = 'an-invitation';
    await database.query
      .insertInto('invitation')
      .values({ person: stuck.db.person, token_hash: hashSecret(token), expires_at: stuck.clock.now + 1_000_000 })
      .execute();
    await database.write((tx) => acceptInvitation(tx, { token, passwordHash: 'another', now: stuck.clock.now }));
    expect(await send(stuck)).toBe('signedOut');
    await logBroadcast(stuck);
    expect(await give(colleague, (await write(stuck)).text)).toEqual({ status: 'somebodyElses' });
  });
});

describe('a phone whose whole profile was copied to another, of which only a file of its changes comes', () => {
  /** What both had, and the other copy's own, which came first. */
  let before: string;
  let theirs: string;
  let copy: ServerPhone;

  beforeEach(async () => {
    before = await logBroadcast(stuck);
    await send(stuck);
    copy = await copyOf(stuck);
    theirs = await logBroadcast(stuck);
    await editTitle(stuck, before, 'Bản tin sửa trên máy gốc');
    await send(stuck);
  });

  it('has everything of it there once, however often the file is handed in and by whichever copy', async () => {
    const ids = [await logBroadcast(copy), (await logTraining(copy, 1)).id];
    const { text } = await write(copy);
    expect(await give(other, text)).toEqual({ status: 'handedIn', taken: 3, refused: [], waiting: 0, unreadable: 0 });
    const once = await ledger();
    expect(once.entries.map(({ id }) => id)).toEqual([before, theirs, ...ids].sort());
    for (const by of [other, stuck, copy]) expect(await give(by, text)).toMatchObject({ taken: 3 });
    expect(await ledger()).toEqual(once);
  });

  it('and what is written there afterwards comes with the next file, without what the first one brought', async () => {
    const id = await logBroadcast(copy);
    await give(other, (await write(copy)).text);
    await editTitle(copy, id, 'Bản tin sửa ngay sau đó');
    const last = await logBroadcast(copy);
    copy.clock.now += 1000;
    expect(await give(other, (await write(copy)).text)).toMatchObject({ status: 'handedIn', taken: 4, waiting: 0 });
    const { entries } = await ledger();
    expect(entries.map((entry) => entry.id)).toEqual([before, theirs, id, last].sort());
    expect(entries.find((entry) => entry.id === id)).toMatchObject({ revision: 2, title: 'Bản tin sửa ngay sau đó', conflicts: [] });
  });

  it('and when the copy itself has a network at last, nothing is there twice and both copies agree', async () => {
    const { id } = await logTraining(copy, 1);
    await editTitle(copy, id, 'Lớp sửa khi chưa có mạng');
    await give(other, (await write(copy)).text);
    const brought = await ledger();
    expect(await send(copy)).toBe('allSent');
    expect((await ledger()).entries).toEqual(brought.entries);
    expect((await copy.db.photos.toArray()).map((photo) => photo.state)).toEqual(['stored']);
    await editTitle(copy, id, 'Lớp sửa khi có mạng');
    expect(await send(copy)).toBe('allSent');
    await send(stuck);
    expect(await stuck.db.entries.get(id)).toMatchObject({ sync: 'clean', server: { revision: 3, conflicts: [] } });
    expect(await rowsOf(copy)).toEqual(await rowsOf(stuck));
  });

  it('what both copies wrote in one place is a conflict, as if each had sent it', async () => {
    await editTitle(copy, before, 'Bản tin sửa trên bản sao');
    await give(other, (await write(copy)).text);
    const [entry] = (await ledger()).entries.filter(({ id }) => id === before);
    expect(entry?.conflicts).toMatchObject([{ field: 'title' }]);
  });

  it('with more than one request holds: all of it arrives, in its order, under one name', async () => {
    const id = await logBroadcast(copy);
    for (let count = 0; count < 210; count += 1) await logBroadcast(copy);
    await editTitle(copy, id, 'Bản tin sửa sau cùng');
    const { text } = await write(copy);
    expect(await give(other, text)).toEqual({ status: 'handedIn', taken: 213, refused: [], waiting: 0, unreadable: 0 });
    const once = await ledger();
    expect(once.entries).toHaveLength(213);
    expect(once.entries.find((entry) => entry.id === id)).toMatchObject({ revision: 2, conflicts: [] });
    expect(await give(other, text)).toMatchObject({ taken: 213 });
    expect(await ledger()).toEqual(once);
  });
});

describe('a file that is handed in at once', () => {
  it.each([
    ['right', 0],
    ['ahead by a day', 86_400_000],
    ['behind by a day', -86_400_000],
  ])('says the same whatever the clock of its phone: %s', async (_clock, error) => {
    stuck.clock = { now: server.clock.now + error };
    const id = await logBroadcast(other);
    await send(other);
    await send(stuck);
    await editTitle(other, id, 'Sửa trước');
    await send(other);
    server.clock.now += 3_600_000;
    stuck.clock.now = server.clock.now + error;
    await editTitle(stuck, id, 'Sửa sau một giờ');
    expect(await give(other, (await write(stuck)).text)).toMatchObject({ taken: 1 });
    expect((await ledger()).entries[0]?.title).toBe('Sửa sau một giờ');
  });
});

describe('a change that was refused', () => {
  it('is in its own file and in the file of everything; handed in, it is answered as it was', async () => {
    const { id } = await logEntry(stuck, { kind: 'training', values: { ...trainingValues(), attendance: -3 } });
    await send(stuck);
    const answer = { status: 'handedIn', taken: 0, refused: ['invalid'], waiting: 0, unreadable: 0 };
    expect(await give(other, await exportRefused(stuck.db, id))).toEqual(answer);
    const colleague = await signedInPhone(server, 'phohien');
    expect(await give(colleague, await exportRefused(stuck.db, id))).toEqual({ ...answer, author: 'Nguyễn Văn Ấp' });
    const all = await write(stuck);
    expect(all.waiting).toBe(1);
    expect(await give(other, all.text)).toEqual(answer);
    expect(await fetchHeld({ whose: 'own' }, other.transport)).toMatchObject({ status: 'loaded', total: 1 });
  });
});

describe('a file that cannot be handed in', () => {
  it('of somebody else, whose phone the server has never heard of: it is left to them, and nothing is sent', async () => {
    const stranger = await signedInPhone(server, 'phohien');
    await logBroadcast(stuck);
    expect(await give(stranger, (await write(stuck)).text)).toEqual({ status: 'somebodyElses' });
  });

  it.each([
    ['no file of ours', '{"rows":[]}'],
    ['a picture', '\u0000\u0001PNG'],
    ['nothing', ''],
  ])('%s: it is said to be none', async (_what, text) => {
    expect(await give(other, text)).toEqual({ status: 'notOurs' });
  });

  it('with no change in it', async () => {
    expect(await give(other, (await write(stuck)).text)).toEqual({ status: 'empty' });
  });

  it('without network: it is told so, and the same file goes later', async () => {
    await logBroadcast(stuck);
    const { text } = await write(stuck);
    const cut = httpTransport(() => server.url);
    cut.cable.plugged = false;
    expect(await handIn(text, { person: other.db.person, transport: cut })).toEqual({ status: 'offline' });
    expect(await handIn(text, { person: other.db.person, transport: httpTransport(() => server.url) })).toEqual({ status: 'signedOut' });
    expect(await give(other, text)).toMatchObject({ status: 'handedIn', taken: 1 });
  });
});

async function editTitle(phone: ServerPhone, id: string, title: string): Promise<void> {
  phone.clock.now += 1000;
  await editEntry(phone, id, { title });
}

/** What the server has: entries, and how much it has noted of changes. */
async function ledger() {
  const { query } = server.parts.database;
  const rows = await query.selectFrom('entry').select(['id', 'revision', 'document']).orderBy('id').execute();
  const entries = rows.map(({ id, revision, document }) => {
    const { values, conflicts } = JSON.parse(document) as Entry;
    return { id, revision, title: values['title'], conflicts };
  });
  const [receipts, mutations, replicas] = await Promise.all([
    query.selectFrom('receipt').selectAll().orderBy('replica').orderBy('n').execute(),
    query.selectFrom('mutation').select(['replica', 'n']).orderBy('replica').orderBy('n').execute(),
    query.selectFrom('replica').select(['id', 'last_n']).orderBy('id').execute(),
  ]);
  return { entries, receipts, mutations, replicas };
}

async function rowsOf(phone: ServerPhone) {
  return (await phone.db.entries.orderBy('id').toArray()).map((row) => row.server);
}
