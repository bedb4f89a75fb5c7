import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decideReview, withdrawDecisions } from '../../src/localdb/review.ts';
import type { ReviewRow } from '../../src/localdb/rows.ts';
import { loadReviewPage } from '../../src/sync/review.ts';
import type { Transport } from '../../src/sync/transport.ts';
import { loadAll, logBroadcast, send, type ServerPhone, signedInPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
let desk: ServerPhone;
let row: ReviewRow;
beforeEach(async () => {
  server = await startTestServer();
  const phone = await signedInPhone(server, 'hiepcuong');
  desk = await signedInPhone(server, 'sonoivu');
  const id = await logBroadcast(phone);
  await send(phone);
  await send(desk);
  await loadAll(desk);
  row = await waitingRow(id);
});
afterEach(() => server.close());

describe('a queue that was asked for before something was decided, and is answered after the server has it', () => {
  test('does not take a decision for undone: the entry stays out of the list', async () => {
    await answeredLate(async () => {
      await approve();
      await send(desk);
    });
    expect((await desk.db.review.toArray()).filter((each) => !each.decided)).toEqual([]);
  });

  test('does not take the entry out of the list whose decision was taken back meanwhile', async () => {
    await approve();
    await send(desk);
    await answeredLate(async () => {
      await withdrawDecisions(desk.db, [row], desk.clock.now);
      await send(desk);
      await loadAll(desk);
    });
    expect((await desk.db.review.toArray()).filter((each) => !each.decided)).toMatchObject([{ id: row.id }]);
  });
});

const approve = () => decideReview(desk.db, row.entry, { verdict: 'approve', remark: '', flags: [] }, desk.clock.now);

async function waitingRow(id: string): Promise<ReviewRow> {
  const found = await desk.db.review.get(id);
  if (!found) throw new Error('the queue does not show the entry');
  return found;
}

/** The queue as the server knew it before `meanwhile` reaches the desk after it. */
async function answeredLate(meanwhile: () => Promise<void>): Promise<void> {
  const late: Transport = {
    send: async (request) => {
      const answer = await desk.transport.send(request);
      await meanwhile();
      return answer;
    },
  };
  expect(await loadReviewPage(desk.db, { after: null, now: desk.clock.now }, late)).toMatchObject({ status: 'loaded' });
}
