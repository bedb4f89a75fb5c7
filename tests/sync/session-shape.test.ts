import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionAnswer } from '../../src/protocol/session.ts';
import { sessionShape } from '../../src/sync/session-shape.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

/** Their values are the server's own: the first screen does not look into them. */
const unread = /\.(values|schedule)\.|\.schedules\.\d+\.revision/;

let server: TestServer;
const documents: unknown[] = [];

beforeAll(async () => {
  server = await startTestServer();
  for (const username of ['hiepcuong', 'trungtam', 'sonoivu', 'quantri']) {
    const answer = await fetch(`${server.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: 'demo-2026' }),
    });
    documents.push(shortened(await answer.json()));
  }
});
afterAll(async () => server.close());

describe('who is signed in, as the first screen reads it without a parser', () => {
  test('is what the protocol says, whole and unchanged', () => {
    for (const document of documents) expect(sessionShape.safeParse(document)).toEqual({ success: true, data: document });
  });

  test('is refused wherever the protocol refuses it: each place left out, and filled with something else', () => {
    const disagreements: string[] = [];
    let broken = 0;
    for (const document of documents) {
      for (const place of placesOf(document)) {
        if (unread.test(`${place.join('.')}.`)) continue;
        for (const wrong of [undefined, null, 7, 'chữ', true, [], {}]) {
          const changed = withAt(document, place, wrong);
          const [strict, quick] = [sessionAnswer.safeParse(changed).success, sessionShape.safeParse(changed).success];
          if (!strict) broken += 1;
          if (strict !== quick) disagreements.push(`${place.join('.')} = ${JSON.stringify(wrong)}: ${strict} and ${quick}`);
        }
      }
    }
    expect(disagreements).toEqual([]);
    expect(broken).toBeGreaterThan(500);
  });

  test('is nobody in a portal’s page, in nothing and in half a document', () => {
    for (const json of [null, '<html>', [], {}, { person: null }, { person: { id: 'a' } }]) {
      expect(sessionShape.safeParse(json)).toEqual({ success: false });
    }
  });
});

/** Two members of each list are enough. */
function shortened(json: unknown): unknown {
  if (Array.isArray(json)) return json.slice(0, 2).map(shortened);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, shortened(value)]));
}

function placesOf(json: unknown, before: string[] = []): string[][] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => [[...before, name], ...placesOf(value, [...before, name])]);
}

function withAt(json: unknown, [name = '', ...rest]: readonly string[], wrong: unknown): unknown {
  const put = (value: unknown): unknown => (rest.length === 0 ? wrong : withAt(value, rest, wrong));
  if (Array.isArray(json)) return json.map((member: unknown, index) => (String(index) === name ? put(member) : member));
  if (typeof json !== 'object' || json === null) return json;
  const changed = { ...json, [name]: put((json as Record<string, unknown>)[name]) };
  return JSON.parse(JSON.stringify(changed));
}
