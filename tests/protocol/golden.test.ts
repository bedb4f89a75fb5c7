import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, testNow, type TestServer } from '../fakes/test-server.ts';
import { units } from '../fakes/wire-phone.ts';
import { goldenConversation, renamedConversation } from './golden-conversation.ts';
import { addRecorded, readRecorded } from './recorded.ts';

/**
 * What phones of a released protocol version said, and what they were answered. A file is recorded when its version is
 * released (`RECORD=1`): phones that are not updated for years must get the same answers. Fields may be added to an answer; none
 * may change or go. No request is ever recorded anew, and an answer only where the rule that it showed was found to lose
 * something: the one that was stands with its reason in `golden-addresses.test.ts`. `RECORD=1` only adds behind what is recorded.
 */
const versions = [
  { version: '1', name: 'version-1', conversation: goldenConversation },
  { version: '1 that has had another name', name: 'version-1-renamed', conversation: renamedConversation },
];

interface Exchange {
  as: string;
  request: object;
  status: number;
  answer: object;
}

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ seed: 'golden', clock: { now: testNow } });
  await leaveOutLaterRoutes();
});
afterEach(async () => server.close());

describe.each(versions)('a phone of protocol version $version', ({ name, conversation }) => {
  const file = new URL(`golden/${name}.json`, import.meta.url);

  test('gets the same answers for ever', async () => {
    if (process.env['RECORD'] === '1') await record(file, conversation);
    const recorded = await readRecorded<Exchange>(file);
    expect(recorded.length).toBeGreaterThan(10);
    const cookies = new Map<string, string>();
    for (const [index, exchange] of recorded.entries()) {
      server.clock.now += 1000;
      const given = await say(exchange.as, exchange.request, cookies);
      expect({ index, ...given }).toMatchObject({ index, status: exchange.status, answer: withoutEdition(exchange.answer) });
    }
  });
});

/** The demo has come to have more bodies reviewed than it had when the first conversation was recorded, and tells how many. */
async function leaveOutLaterRoutes(): Promise<void> {
  await server.parts.database.query.deleteFrom('review_route').where('unit', 'like', 'org-%').where('unit', '!=', units.centre).execute();
}

/** Which edition of the catalogue there is moves with its units and plans, and is no word of the protocol. */
function withoutEdition(answer: object): object {
  return 'catalogue' in answer ? { ...answer, catalogue: expect.any(Number) as number } : answer;
}

async function record(file: URL, conversation: typeof goldenConversation): Promise<void> {
  const recording = await startTestServer({ seed: 'golden', clock: { now: testNow } });
  const recorded: Exchange[] = [];
  const here = server;
  server = recording;
  await leaveOutLaterRoutes();
  const cookies = new Map<string, string>();
  await conversation(async (as, request) => {
    recording.clock.now += 1000;
    const given = await say(as, request, cookies);
    recorded.push({ as, request, ...given });
    return given.answer;
  }, testNow);
  server = here;
  await recording.close();
  await addRecorded(file, recorded, ({ as, request }) => ({ as, request }));
}

async function say(as: string, request: object, cookies: Map<string, string>): Promise<{ status: number; answer: object }> {
  if (!cookies.has(as)) cookies.set(as, await signIn(as));
  const answer = await fetch(`${server.url}/v1/sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookies.get(as) ?? '' },
    body: JSON.stringify({ ...request, user: await personOf(as, cookies.get(as) ?? '') }),
  });
  return { status: answer.status, answer: (await answer.json()) as object };
}

async function signIn(username: string): Promise<string> {
  const answer = await fetch(`${server.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo-2026' }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function personOf(_username: string, cookie: string): Promise<string> {
  const answer = await fetch(`${server.url}/v1/session`, { headers: { cookie } });
  return ((await answer.json()) as { person: { id: string } }).person.id;
}
