import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { readSyncState } from '../../src/localdb/meta.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import { broadcastValues, newDevice, newDraft, setFields } from '../fakes/device.ts';
import { syncAnswer } from '../fakes/sync-answer.ts';
import { jsonAnswer, scriptedTransport } from '../fakes/transport.ts';
import type { WireRequest } from '../../src/sync/transport.ts';

describe('when another sending of the same phone is always the faster one', () => {
  test('text that waits is said to wait, and not to be sent', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    const overtaken = scriptedTransport(async () => {
      const sync = await readSyncState(device.db);
      await device.db.meta.put({ ...sync, generation: sync.generation + 1 });
      return jsonAnswer(200, syncAnswer());
    });
    const { outcome } = await sendEverything(device.db, {
      transport: overtaken,
      build: 'test',
      now: () => device.clock.now,
      onProgress: () => {},
    });
    expect(await countWaiting(device.db)).toBe(1);
    expect(outcome).toBe('textLeft');
  });
});

describe('a first reading of many pages', () => {
  test('asks for small pages while the link is like 2G, however quick they are, and for larger ones once it is better', async () => {
    const link = { isSlow: true };
    const asked = await budgetsOfPages(5, link, (page) => {
      if (page === 3) link.isSlow = false;
    });
    expect(asked).toEqual([20_000, 20_000, 20_000, 60_000, 120_000]);
  });

  test('asks for small pages again when the link gets worse on the way', async () => {
    const link = { isSlow: false };
    const asked = await budgetsOfPages(4, link, (page) => {
      link.isSlow = page === 2;
    });
    expect(asked).toEqual([60_000, 120_000, 20_000, 240_000]);
  });
});

/** What was asked for, page by page; each comes at once. */
async function budgetsOfPages(count: number, link: { isSlow: boolean }, onPage: (page: number) => void): Promise<unknown[]> {
  const device = await newDevice();
  const asked: unknown[] = [];
  const transport = scriptedTransport((request) => {
    if (request.path !== '/v1/sync') return jsonAnswer(404, {});
    asked.push(budgetOf(request));
    onPage(asked.length);
    return jsonAnswer(200, syncAnswer({ more: asked.length < count }));
  });
  await sendEverything(device.db, {
    transport,
    build: 'test',
    now: () => device.clock.now,
    isLinkSlow: () => link.isSlow,
    onProgress: () => {},
  });
  return asked;
}

function budgetOf({ headers, body }: WireRequest): unknown {
  const bytes = Buffer.from(body ?? new Uint8Array());
  const text = headers?.['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString();
  return (JSON.parse(text) as { budget: unknown }).budget;
}
