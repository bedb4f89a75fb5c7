import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry } from '../../src/domain/entry.ts';
import { readSyncState } from '../../src/localdb/meta.ts';
import { resolveConflicts } from '../../src/localdb/resolve-conflicts.ts';
import { voidEntry } from '../../src/localdb/save-entry.ts';
import { type RestorableServer, startRestorableServer } from '../fakes/restorable-server.ts';
import { editEntry, logTraining, send, type ServerPhone } from '../fakes/server-phone.ts';
import { storedEntry } from '../fakes/test-server.ts';

/** A phone learns that the server was restored, and its network goes before it has read anything anew. */
describe('what is done between learning of a restored server and reading it', () => {
  let server: RestorableServer;
  let phone: ServerPhone;
  let colleague: ServerPhone;
  let id: string;
  beforeEach(async () => {
    server = await startRestorableServer();
    phone = await server.phoneOf('hiepcuong');
    colleague = await server.phoneOf('hiepcuong');
    ({ id } = await logTraining(phone, 1));
    for (const each of [phone, colleague]) await send(each);
  });
  afterEach(() => server.close());

  test('an entry that a colleague corrected last, as the phone has seen, is taken back all the same', async () => {
    await edit(colleague, id, { attendance: 60 });
    await send(colleague);
    await send(phone);
    await restoreAndLearn();
    await voidEntry(phone.db, id, phone.clock.now);
    await send(phone);
    expect(await phone.db.held.toArray()).toEqual([]);
    expect((await entryOnServer(id)).status).toBe('void');
  });

  test('a choice between two values settles them', async () => {
    await edit(colleague, id, { attendance: 60 });
    await edit(phone, id, { attendance: 70 });
    await send(colleague);
    await send(phone);
    expect((await entryOnServer(id)).conflicts).toHaveLength(1);
    await restoreAndLearn();
    await resolveConflicts(phone.db, id, new Map([['attendance', 70]]), phone.clock.now);
    await send(phone);
    expect(await entryOnServer(id)).toMatchObject({ values: { attendance: 70 }, conflicts: [] });
  });

  /** The copy has everything: nothing is lost by it. */
  async function restoreAndLearn(): Promise<void> {
    const before = (await readSyncState(phone.db)).epoch;
    await server.keepCopy('copy');
    await server.restoreCopy('copy');
    let asked = 0;
    const real = phone.transport;
    const once: ServerPhone = {
      ...phone,
      transport: { ...real, send: (request) => ((asked += 1) > 1 ? Promise.resolve({ status: 'none' }) : real.send(request)) },
    };
    expect(await send(once)).toBe('offline');
    expect((await readSyncState(phone.db)).epoch).not.toBe(before);
  }

  function entryOnServer(entry: string): Promise<Entry> {
    return storedEntry(server.running, entry);
  }
});

async function edit(phone: ServerPhone, id: string, change: Record<string, number>): Promise<void> {
  phone.clock.now += 1000;
  await editEntry(phone, id, change);
}
