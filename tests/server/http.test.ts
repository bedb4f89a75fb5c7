import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../src/protocol/problem.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;
beforeEach(async () => {
  server = await startTestServer();
  phone = new WirePhone(server.url, testNow);
  await phone.signIn('hiepcuong');
});
afterEach(() => server.close());

function postRaw(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return phone.fetch('/v1/sync', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

describe('too much at once', () => {
  it('a body over the limit is refused in a way that makes the phone halve it', async () => {
    const answer = await postRaw(JSON.stringify(phone.request([{ n: 1, padding: 'a'.repeat(300_000) }])));
    expect([answer.status, problem.parse(await answer.json()).kind]).toEqual([413, 'too_large']);
  });

  it('a small body that unpacks to a huge one is refused, and the server goes on', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
    expect(bomb.length).toBeLessThan(100_000);
    const answer = await postRaw(bomb, { 'content-encoding': 'gzip' });
    expect([answer.status, problem.parse(await answer.json()).kind]).toEqual([413, 'too_large']);
    expect((await phone.push(broadcast())).results[0]?.[1]).toBe('ok');
  });

  it('more than 200 changes are refused, 200 are taken in one answer', async () => {
    const many = phone.number(...Array.from({ length: 201 }, () => ({ type: 'submit', id: broadcast().id }) as const));
    expect((await phone.post(phone.request(many))).status).toBe(413);
    expect((await phone.sync(many.slice(0, 200))).acknowledged).toBe(200);
  });

  it('a flood from one browser is slowed down, with a word how long', async () => {
    const small = await startTestServer({ requestsPerMinute: 3 });
    const answers = [];
    for (let asked = 0; asked < 5; asked += 1) answers.push(await fetch(`${small.url}/healthz`));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429, 429]);
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    await small.close();
  });
});

describe('nonsense', () => {
  it.each([
    ['no JSON', '{"version":', {}],
    ['no request', '{"version":1}', {}],
    ['not what it says', 'abc', { 'content-encoding': 'gzip' }],
  ])('%s: a sentence in Vietnamese, not an error page', async (_what, body, headers) => {
    const answer = await postRaw(body, headers);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(problem.parse(await answer.json())).toMatchObject({ kind: 'bad_request', title: expect.stringMatching(/vẫn còn trên máy/) });
  });

  it('an address that does not exist', async () => {
    const answer = await phone.fetch('/v1/nothing');
    expect([answer.status, problem.parse(await answer.json()).kind]).toEqual([404, 'not_found']);
  });
});

describe('what every answer says', () => {
  it('nothing from elsewhere, nothing inline, no frame, camera and place for its own pages', async () => {
    const { headers } = await phone.fetch('/healthz');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('permissions-policy')).toContain('camera=(self), geolocation=(self)');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('health, build and time', async () => {
    expect(await (await phone.fetch('/healthz')).json()).toEqual({ status: 'ok', build: '2026.11.1', now: testNow });
  });

  it('its own description, from the schemas that it checks with', async () => {
    const description = (await (await phone.fetch('/v1/openapi.json')).json()) as { openapi: string; paths: Record<string, object> };
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(['/v1/sync', '/v1/session', '/v1/review', '/v1/entries', '/v1/photos/{id}']),
    );
    expect(JSON.stringify(description.paths['/v1/sync'])).toContain('acknowledged');
  });

  it('the catalogue once; later only that it is the same', async () => {
    const first = await phone.fetch('/v1/catalogue');
    const { units, plans } = (await first.json()) as {
      units: { key: string; validTo: string | null; tier: string }[];
      plans: { year: number }[];
    };
    expect(units.filter((unit) => unit.tier === 'commune' && unit.validTo === null)).toHaveLength(104);
    expect(units.filter((unit) => unit.tier === 'organisation')).toHaveLength(35);
    expect(plans.map((plan) => plan.year)).toEqual([2026, 2024]);
    const again = await phone.fetch('/v1/catalogue', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});

describe('the app itself', () => {
  let client: string;
  let serving: TestServer;
  beforeEach(async () => {
    client = await mkdtemp(path.join(tmpdir(), 'so-client-'));
    await mkdir(path.join(client, 'assets'));
    await mkdir(path.join(client, 'server'));
    await writeFile(path.join(client, 'index.html'), '<!doctype html><title>Sổ</title>');
    await writeFile(path.join(client, 'service-worker.js'), '1');
    await writeFile(path.join(client, 'assets', 'app-1a2b.js'), '1');
    await writeFile(path.join(client, 'server', 'main.js'), '1');
    serving = await startTestServer({ client });
  });
  afterEach(async () => {
    await serving.close();
    await rm(client, { recursive: true });
  });

  const cache = async (file: string) => (await fetch(serving.url + file)).headers.get('cache-control');
  const status = async (address: string, accept: string) => (await fetch(serving.url + address, { headers: { accept } })).status;

  it('hashed files are kept for ever, the page and the worker are asked for anew', async () => {
    expect(await cache('/assets/app-1a2b.js')).toBe('public, max-age=31536000, immutable');
    expect(await cache('/')).toBe('no-cache');
    expect(await cache('/service-worker.js')).toBe('no-cache');
  });

  it('every address that a person opens gets the page; a missing file and the server half do not', async () => {
    expect(await status('/new/broadcast', 'text/html')).toBe(200);
    expect(await status('/assets/gone.js', 'text/html')).toBe(404);
    expect(await status('/v1/nothing', 'text/html')).toBe(404);
    expect(await status('/server/main.js', '*/*')).toBe(404);
  });
});
