import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as overHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { kindHeads } from '../../domain/kinds/index.ts';
import { offsetStream, photoHeaders, tusVersion } from '../../protocol/photo.ts';
import { sessionAnswer } from '../../protocol/session.ts';

export interface SelfTestOptions {
  /** The address that phones use. */
  url: string;
  /** A reporter in whose unit a draft with a photo may be made and taken back. Null: only what needs no account is tried. */
  account: { username: string; password: string } | null;
  /** Milliseconds that an answer may take. */
  patience: number;
  build: string;
}

export type SelfTestResult =
  /** `kept`: bytes that the server had after the cut, of those that were sent. */
  | { status: 'resumes'; kept: number; sent: number }
  | {
      status: 'streams' | 'unreachable' | 'not_ours' | 'buffered' | 'nothing_kept' | 'not_finished' | 'signed_out' | 'no_unit' | 'refused';
    };

/**
 * Tries what a proxy in front may spoil: whether bytes of a photo reach the server before the last one was sent, and whether
 * an upload that is cut goes on where it was cut.
 */
export async function selfTest(options: SelfTestOptions): Promise<SelfTestResult> {
  const { account } = options;
  const wire = new Wire(options.url, options.patience);
  const health = await wire.send('GET', '/healthz');
  if (!health) return { status: 'unreachable' };
  if (!health.body.includes('"build"')) return { status: 'not_ours' };
  if (!(await answersBeforeTheEnd(wire))) return { status: 'buffered' };
  return account ? cutAnUpload(wire, { ...account, build: options.build }) : { status: 'streams' };
}

const bodySize = 200_000;
const sentSize = 100_000;

/** Who is not signed in is refused at once, unless something holds the request back until it is whole. */
async function answersBeforeTheEnd(wire: Wire): Promise<boolean> {
  const half = wire.begin('PATCH', `/v1/photos/${newId()}`, uploadHeaders(0, bodySize));
  half.write(randomBytes(sentSize));
  const answer = await wire.answerOf(half);
  half.destroy();
  return answer !== null;
}

async function cutAnUpload(
  wire: Wire,
  { build, ...account }: { username: string; password: string; build: string },
): Promise<SelfTestResult> {
  const session = await wire.send('POST', '/v1/session', { json: account });
  const signedIn = sessionAnswer.safeParse(session && parseJson(session.body));
  if (session?.code !== 201 && session?.code !== 200) return { status: 'signed_out' };
  if (!signedIn.success) return { status: 'not_ours' };
  const { person } = signedIn.data;
  const unit = person.grants.find(({ role }) => role === 'reporter')?.unit;
  const [kind] = kindHeads;
  if (unit === undefined || !kind) return { status: 'no_unit' };

  const bytes = randomBytes(bodySize);
  const photo = newId();
  const entry = newId();
  const reference = {
    id: photo,
    sha256: createHash('sha256').update(bytes).digest('base64url'),
    size: bytes.length,
    type: 'image/jpeg',
    width: 1,
    height: 1,
    takenAt: null,
    source: 'gallery',
  };
  const replica = randomBytes(16).toString('base64url');
  const push = (mutation: { n: number } & Record<string, unknown>) =>
    wire.send('POST', '/v1/sync', { json: syncRequest({ build, user: person.id, replica }, mutation) });
  const declared = await push({ n: 1, base: 0, type: 'new', id: entry, unit, kind: kind.id, set: {}, photos: [reference] });
  if (!declared?.body.includes('[1,"ok"')) return { status: 'refused' };
  try {
    return await cutAndResume(wire, { photo, bytes });
  } finally {
    // The draft was never in anybody's queue; taken back, it counts nowhere.
    await push({ n: 2, base: 1, type: 'void', id: entry });
  }
}

async function cutAndResume(wire: Wire, { photo, bytes }: { photo: string; bytes: Buffer }): Promise<SelfTestResult> {
  const path = `/v1/photos/${photo}`;
  const cut = wire.begin('PATCH', path, uploadHeaders(0, bytes.length));
  cut.write(bytes.subarray(0, sentSize));
  await wait(1_000);
  cut.destroy();
  const kept = await findOffset(wire, path);
  if (kept === 0) return { status: 'nothing_kept' };
  const rest = wire.begin('PATCH', path, uploadHeaders(kept, bytes.length - kept));
  rest.end(bytes.subarray(kept));
  const answer = await wire.answerOf(rest);
  return answer?.headers[photoHeaders.state] === 'stored' ? { status: 'resumes', kept, sent: sentSize } : { status: 'not_finished' };
}

/** The cut may take a moment to reach the server through a proxy. */
async function findOffset(wire: Wire, path: string): Promise<number> {
  for (let turn = 0; turn < 10; turn += 1) {
    const answer = await wire.send('HEAD', path);
    const offset = Number(answer?.headers[photoHeaders.offset] ?? 0);
    if (offset > 0) return offset;
    await wait(500);
  }
  return 0;
}

function uploadHeaders(offset: number, length: number): Record<string, string | number> {
  return {
    'content-type': offsetStream,
    'content-length': length,
    [photoHeaders.resumable]: tusVersion,
    [photoHeaders.offset]: offset,
  };
}

function syncRequest(sender: { build: string; user: string; replica: string }, mutation: Record<string, unknown>): object {
  const now = Date.now();
  const reading = { epoch: null, cursors: {}, starting: [], budget: 10_000 };
  return { version: 1, ...sender, ...reading, now, mutations: [{ at: now, ...mutation }] };
}

interface Answer {
  code: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Requests that can be left half sent, which `fetch` cannot do. */
class Wire {
  readonly #url: string;
  readonly #patience: number;
  readonly #cookies = new Map<string, string>();

  constructor(url: string, patience: number) {
    this.#url = url;
    this.#patience = patience;
  }

  begin(method: string, path: string, headers: Record<string, string | number>): ClientRequest {
    const target = new URL(path, this.#url);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const begin = target.protocol === 'https:' ? overHttps : overHttp;
    // A connection of its own: a cut must not hit another request.
    const request = begin(target, { method, headers: { ...headers, ...(cookie && { cookie }) }, agent: false });
    request.on('error', () => {});
    return request;
  }

  async send(method: string, path: string, options: { json?: object } = {}): Promise<Answer | null> {
    const body = options.json ? JSON.stringify(options.json) : '';
    const headers = options.json ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {};
    const request = this.begin(method, path, headers);
    request.end(body);
    return this.answerOf(request);
  }

  async answerOf(request: ClientRequest): Promise<Answer | null> {
    const signal = AbortSignal.timeout(this.#patience);
    try {
      const [response] = (await once(request, 'response', { signal })) as [IncomingMessage];
      for (const line of response.headers['set-cookie'] ?? []) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
        this.#cookies.set(name, value);
      }
      let body = '';
      for await (const piece of response.setEncoding('utf8')) body += String(piece);
      return { code: response.statusCode ?? 0, headers: response.headers, body };
    } catch {
      request.destroy();
      return null;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function newId(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
