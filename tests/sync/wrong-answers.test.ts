import { describe, expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { countWaiting, readWaiting } from '../../src/localdb/waiting.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import type { SendOutcome } from '../../src/sync/outcome.ts';
import type { WireAnswer } from '../../src/sync/transport.ts';
import { broadcastValues, newDevice, newDraft, setFields } from '../fakes/device.ts';
import { syncAnswer } from '../fakes/sync-answer.ts';
import { jsonAnswer, noAnswer, scriptedTransport, textAnswer } from '../fakes/transport.ts';

const portal = '<!doctype html><title>Wi-Fi miễn phí</title><form action="/login">';
const problem = (kind: string): unknown => ({ kind, title: 'Câu trả lời' });

const cases: { answer: string; wire: WireAnswer; says: SendOutcome }[] = [
  { answer: 'nothing at all', wire: noAnswer, says: 'offline' },
  { answer: 'a captive portal’s page with 200', wire: textAnswer(200, portal, { 'content-type': 'text/html' }), says: 'notOurServer' },
  {
    answer: 'a captive portal’s page that claims to be JSON',
    wire: textAnswer(200, portal, { 'content-type': 'application/json' }),
    says: 'notOurServer',
  },
  { answer: 'somebody else’s JSON with 200', wire: jsonAnswer(200, { ok: true }), says: 'notOurServer' },
  { answer: 'half of a right answer', wire: textAnswer(200, JSON.stringify(syncAnswer()).slice(0, 80)), says: 'notOurServer' },
  { answer: 'a portal’s redirect', wire: textAnswer(302, ''), says: 'notOurServer' },
  { answer: 'a proxy’s 502 page', wire: textAnswer(502, '<html>Bad Gateway</html>'), says: 'serverTrouble' },
  { answer: '429 from a proxy', wire: textAnswer(429, 'slow down', { 'retry-after': '30' }), says: 'serverTrouble' },
  { answer: '503 from our server', wire: jsonAnswer(503, problem('unavailable'), { 'retry-after': '5' }), says: 'serverTrouble' },
  { answer: '413 even for a single change', wire: jsonAnswer(413, problem('too_large')), says: 'serverTrouble' },
  { answer: '401', wire: jsonAnswer(401, problem('signed_out')), says: 'signedOut' },
  { answer: '403 for another person', wire: jsonAnswer(403, problem('wrong_user')), says: 'wrongUser' },
];

describe('when the network answers with something else', () => {
  test.each(cases)('$answer: everything stays in place and the phone says "$says"', async ({ wire, says }) => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    const before = await readWaiting(device.db);
    const { outcome } = await sendEverything(device.db, {
      transport: scriptedTransport(() => wire),
      build: 'test',
      now: () => device.clock.now,
      onProgress: () => {},
    });
    expect(outcome).toBe(says);
    expect(await readWaiting(device.db)).toEqual(before);
    expect(await device.db.entries.get(draft.id)).toMatchObject({ sync: 'pending' });
  });

  test('a batch that is too large is halved until it passes', async () => {
    const device = await newDevice();
    for (let count = 0; count < 8; count += 1) {
      const draft = newDraft(device);
      await saveDraft(device.db, draft);
      await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    }
    const sizes: number[] = [];
    const transport = scriptedTransport(async (request) => {
      if (request.path !== '/v1/sync') return jsonAnswer(404, problem('not_found'));
      const { mutations } = JSON.parse(await readBody(request.body ?? new Uint8Array())) as { mutations: { n: number }[] };
      sizes.push(mutations.length);
      if (mutations.length > 4) return jsonAnswer(413, problem('too_large'));
      const last = mutations.at(-1)?.n ?? 0;
      return jsonAnswer(200, syncAnswer({ acknowledged: last, results: mutations.map(({ n }) => [n, 'held', 'internal']) }));
    });
    const world = { transport, build: 'test', now: () => device.clock.now, onProgress: () => {} };
    await sendEverything(device.db, world);
    expect(sizes).toEqual([8, 4, 4]);
    expect(await device.db.held.count()).toBe(8);
    expect(await countWaiting(device.db)).toBe(0);
  });
});

async function readBody(body: Uint8Array<ArrayBuffer>): Promise<string> {
  if (body[0] !== 0x1f) return new TextDecoder().decode(body);
  return new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
