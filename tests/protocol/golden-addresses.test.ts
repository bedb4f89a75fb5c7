import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, testNow, type TestServer } from '../fakes/test-server.ts';
import { conversationAtOtherAddresses, type Question } from './golden-addresses-conversation.ts';
import { addRecorded, readRecorded } from './recorded.ts';

/**
 * What phones of a released protocol version asked beside `POST /v1/sync`, and what they were answered. As there, a file is
 * recorded once (`RECORD=1` only adds behind what is recorded); fields may be added to an answer, none may change or go. One
 * answer was recorded anew, with the three lists of what was refused that tell of it: a copied phone's file was turned away
 * whole with 409, and nobody had a way to bring what was in it; it is taken, and each change has an answer of its own.
 *
 * Three things in an answer are no promise, and stand in the recording as what they are: a cookie's value, which is a secret
 * made by chance; the sentence of a refusal, which is for people and may be put better; and the bytes of a picture that the
 * server makes itself. Everything else that chance makes comes from the server's seed, and is recorded.
 */
const versions = ['1'];

interface Exchange extends Question {
  status: number;
  /** Those that a phone reads or its browser obeys. */
  told: Record<string, string | string[]>;
  answer: unknown;
}

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ seed: 'golden', clock: { now: testNow } });
});
afterEach(async () => server.close());

describe.each(versions)('a phone of protocol version %s', (version) => {
  const file = new URL(`golden/version-${version}-addresses.json`, import.meta.url);

  test('is answered the same for ever wherever it asks: signing in, photos, previews, files handed in, what was refused', async () => {
    if (process.env['RECORD'] === '1') await record(file);
    const recorded = await readRecorded<Exchange>(file);
    expect(recorded.length).toBeGreaterThan(50);
    const ask = asker(server);
    for (const [index, { status, told, answer, ...question }] of recorded.entries()) {
      const given = await ask(question);
      const asked = `${index} ${question.method} ${question.path}`;
      expect({ asked, status: given.status, told: given.told }).toEqual({ asked, status, told });
      expect({ asked, answer: given.answer }).toMatchObject({ asked, answer });
    }
  });
});

async function record(file: URL): Promise<void> {
  const recording = await startTestServer({ seed: 'golden', clock: { now: testNow } });
  const recorded: Exchange[] = [];
  const ask = asker(recording);
  const pictures = { photo: await plainJpeg(1, 40), preview: await plainJpeg(2, 16) };
  const converse = async (question: Question): Promise<object> => {
    const given = await ask(question);
    recorded.push({ ...question, ...given });
    return given.answer as object;
  };
  await conversationAtOtherAddresses(converse, pictures, testNow);
  await recording.close();
  await addRecorded(file, recorded, ({ status: _status, told: _told, answer: _answer, ...question }) => question);
}

type Given = Pick<Exchange, 'status' | 'told' | 'answer'>;

/** Asks word for word, and gives each browser its own cookies back. */
function asker(asked: TestServer): (question: Question) => Promise<Given> {
  const jars = new Map<string, Map<string, string>>();
  return async ({ as, method, path, headers, text, bytes }) => {
    asked.clock.now += 1000;
    const jar = jars.get(as) ?? new Map<string, string>();
    jars.set(as, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = bytes === undefined ? text : Buffer.from(bytes, 'base64');
    const answer = await fetch(`${asked.url}${path}`, {
      method,
      headers: { ...headers, ...(cookie && { cookie }) },
      ...(body !== undefined && { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const content = Buffer.from(await answer.arrayBuffer());
    // A preview is thrown away, and a picture made ready, behind the answer.
    await asked.parts.pictures.settled();
    return { status: answer.status, told: headersOf(answer), answer: readBody(answer, content, path) };
  };
}

const toldHeaders = ['content-type', 'cache-control', 'tus-resumable', 'upload-offset', 'upload-length', 'x-photo', 'retry-after'];

function headersOf(answer: Response): Exchange['told'] {
  const told = toldHeaders.map((name) => [name, answer.headers.get(name)] as const).filter(([, value]) => value !== null);
  const cookies = answer.headers.getSetCookie().map((line) => line.replace(/^([^=;]+)=[^;]+/, '$1=(a secret)'));
  return { ...(Object.fromEntries(told) as Record<string, string>), ...(cookies.length > 0 && { 'set-cookie': cookies }) };
}

function readBody(answer: Response, content: Buffer, path: string): unknown {
  if (content.length === 0) return null;
  const type = answer.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    const problem = JSON.parse(content.toString()) as { title?: unknown };
    return { ...problem, ...(typeof problem.title === 'string' && problem.title !== '' && { title: '(a sentence)' }) };
  }
  if (type.startsWith('application/json')) return JSON.parse(content.toString());
  return path.endsWith('size=original') ? content.toString('base64') : '(a picture)';
}
