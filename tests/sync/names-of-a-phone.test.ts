import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryItem } from '../../src/protocol/history.ts';
import { type RestorableServer, startRestorableServer } from '../fakes/restorable-server.ts';
import { editEntry, logBroadcast, send } from '../fakes/server-phone.ts';

let server: RestorableServer;
beforeEach(async () => {
  server = await startRestorableServer();
});
afterEach(() => server.close());

test('the history of an entry shows one phone as one phone, also where the server was restored in between', async () => {
  const phone = await server.phoneOf('hiepcuong');
  const id = await logBroadcast(phone);
  await send(phone);
  await server.keepCopy('copy');
  await server.restoreCopy('copy');
  await send(phone);
  phone.clock.now += 1000;
  await editEntry(phone, id, { title: 'Sửa sau khi khôi phục' });
  await send(phone);
  const answer = await phone.transport.send({ method: 'GET', path: `/v1/entries/${id}/history`, patience: 10_000 });
  if (answer.status !== 'answered') throw new Error(answer.status);
  const { changes } = JSON.parse(new TextDecoder().decode(answer.body)) as { changes: HistoryItem[] };
  expect(changes).toHaveLength(2);
  expect(new Set(changes.map(({ device }) => device)).size).toBe(1);
});
