import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportChanges } from '../../src/localdb/export-changes.ts';
import { exportRefused } from '../../src/localdb/export-refused.ts';
import { fetchHeld } from '../../src/sync/held.ts';
import { handIn, type HandInOutcome } from '../../src/sync/hand-in.ts';
import { trainingValues } from '../fakes/device.ts';
import { httpTransport } from '../fakes/http-transport.ts';
import { logBroadcast, logEntry, logTraining, send, signedInPhone, type ServerPhone } from '../fakes/server-phone.ts';
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

describe('a change that was refused', () => {
  it('is in its own file and in the file of everything; handed in, it is answered as it was', async () => {
    const { id } = await logEntry(stuck, { kind: 'training', values: { ...trainingValues(), attendance: -3 } });
    await send(stuck);
    const answer = { status: 'handedIn', taken: 0, refused: ['invalid'], waiting: 0, unreadable: 0 };
    expect(await give(other, await exportRefused(stuck.db, id))).toEqual(answer);
    const all = await write(stuck);
    expect(all.waiting).toBe(1);
    expect(await give(other, all.text)).toEqual(answer);
    expect(await fetchHeld({ whose: 'own' }, other.transport)).toMatchObject({ status: 'loaded', total: 1 });
  });
});

describe('a file that cannot be handed in', () => {
  it('of somebody else: it is left to them, and nothing is sent', async () => {
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

  it('of a copied phone, with numbers that were used for something else', async () => {
    await logBroadcast(stuck);
    const file = JSON.parse((await write(stuck)).text) as { changes: { body: string }[] };
    await give(other, JSON.stringify(file));
    const changes = file.changes.map((change) => ({ ...change, body: change.body.replace('"title":"', '"title":"Khác ') }));
    expect(await give(other, JSON.stringify({ ...file, changes }))).toEqual({ status: 'copied' });
  });
});
