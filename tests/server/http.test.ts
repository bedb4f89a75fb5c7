import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemKinds, readProblem } from '../../src/protocol/problem.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  enum?: string[];
  required?: string[];
}
type Content = Record<string, { schema?: Schema }>;
interface Operation {
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { content: Content };
  responses: Record<string, { headers?: Record<string, object>; content?: Content }>;
}
/** As much of an OpenAPI document as is looked at here. */
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

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
    expect([answer.status, readProblem(await answer.json())?.kind]).toEqual([413, 'too_large']);
  });

  it('a small body that unpacks to a huge one is refused, and the server goes on', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
    expect(bomb.length).toBeLessThan(100_000);
    const answer = await postRaw(bomb, { 'content-encoding': 'gzip' });
    expect([answer.status, readProblem(await answer.json())?.kind]).toEqual([413, 'too_large']);
    expect((await phone.push(broadcast())).results[0]?.[1]).toBe('ok');
  });

  it('more than 200 changes are refused, 200 are taken in one answer', async () => {
    const many = phone.number(...Array.from({ length: 201 }, () => ({ type: 'submit', id: broadcast().id }) as const));
    expect((await phone.post(phone.request(many))).status).toBe(413);
    expect((await phone.sync(many.slice(0, 200))).acknowledged).toBe(200);
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
    expect(readProblem(await answer.json())).toMatchObject({ kind: 'bad_request', title: expect.stringMatching(/vẫn còn trên máy/) });
  });

  it.each([
    ['around the changes', () => '/v1/sync', () => JSON.stringify(phone.request([]))],
    ['anywhere else', () => '/v1/session', () => JSON.stringify({ username: 'hiepcuong', password: 'demo-2026' })],
  ])('a name in it that no program should read, %s: the whole is refused', async (_where, address, body) => {
    for (const name of ['"__proto__":{}', '"constructor":{"prototype":{}}']) {
      const answer = await phone.fetch(address(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: body().replace('{', `{${name},`),
      });
      expect([answer.status, readProblem(await answer.json())?.kind]).toEqual([400, 'bad_request']);
    }
  });

  it('an address that does not exist', async () => {
    const answer = await phone.fetch('/v1/nothing');
    expect([answer.status, readProblem(await answer.json())?.kind]).toEqual([404, 'not_found']);
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
    // A browser then leaves out three headers about itself, a hundred bytes of every push.
    expect(headers.get('permissions-policy')).toContain('ch-ua=(), ch-ua-mobile=(), ch-ua-platform=()');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('to the phone: read as nothing but what it is, kept nowhere, and no word about pages, which would travel with every change', async () => {
    const { headers } = await phone.fetch('/v1/session');
    const ofHttp = ['date', 'connection', 'keep-alive', 'vary', 'content-type', 'content-length', 'content-encoding'];
    expect(Object.fromEntries([...headers].filter(([name]) => !ofHttp.includes(name)))).toEqual({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('health, build and time', async () => {
    expect(await (await phone.fetch('/healthz')).json()).toEqual({ status: 'ok', build: '2026.11.1', now: testNow });
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

describe('its own description, from the schemas that it checks with', () => {
  let description: Description;
  beforeEach(async () => {
    description = (await (await phone.fetch('/v1/openapi.json')).json()) as Description;
  });

  const operation = (method: string, address: string): Operation => {
    const found = description.paths[address]?.[method];
    if (!found) throw new Error(`${method} ${address} is not described`);
    return found;
  };
  const answers = (method: string, address: string) => Object.keys(operation(method, address).responses);
  const answerHeaders = (method: string, address: string, status: string) =>
    Object.keys(operation(method, address).responses[status]?.headers ?? {});

  it('names every address', () => {
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining([
        '/v1/sync',
        '/v1/photos/{id}/preview',
        '/v1/import',
        '/v1/session',
        '/v1/review',
        '/v1/held',
        '/v1/entries',
        '/v1/photos/{id}',
        '/v1/attachments/{id}',
        '/v1/people',
        '/v1/people/{id}/roles',
        '/v1/people/{id}/invitation',
        '/v1/people/{id}/close',
        '/v1/setup/person',
      ]),
    );
    expect(JSON.stringify(description.paths['/v1/sync'])).toContain('acknowledged');
  });

  it('tells of erasing that a reason is asked for, and what the answer is', () => {
    const address = '/v1/entries/{id}/erase';
    expect(operation('post', address).requestBody?.content['application/json']?.schema).toMatchObject({ required: ['reason'] });
    expect(answers('post', address)).toEqual(['200', 'default']);
  });

  it('tells of people what is asked for, and that an address is told once', () => {
    expect(operation('post', '/v1/people').requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['id', 'username', 'name', 'role'],
    });
    for (const address of ['/v1/people', '/v1/people/{id}/invitation']) expect(answers('post', address)).toEqual(['200', 'default']);
  });

  it('tells of every change that a phone may send what it consists of', () => {
    const body = operation('post', '/v1/sync').requestBody?.content['application/json']?.schema;
    const kinds = body?.properties?.['mutations']?.items?.oneOf ?? [];
    const types = ['new', 'edit', 'submit', 'review', 'withdraw', 'comment', 'void', 'reopen', 'resolve', 'move', 'dismiss'];
    expect(kinds.flatMap(({ properties }) => properties?.['type']?.enum ?? [])).toEqual(types);
    for (const { required } of kinds) expect(required).toEqual(expect.arrayContaining(['n', 'id', 'at', 'base', 'type']));
  });

  it('tells of a photo how it is sent on from where it stopped, and that it is a JPEG', () => {
    const photo = '/v1/photos/{id}';
    expect([answers('head', photo), answerHeaders('head', photo, '200')]).toEqual([
      ['200', 'default'],
      ['tus-resumable', 'upload-offset', 'upload-length', 'x-photo'],
    ]);
    expect([answers('patch', photo), answerHeaders('patch', photo, '204')]).toEqual([
      ['204', '409', 'default'],
      ['tus-resumable', 'upload-offset', 'x-photo'],
    ]);
    expect(answerHeaders('patch', photo, '409')).toEqual(['tus-resumable', 'upload-offset']);
    expect(operation('patch', photo).parameters).toContainEqual(
      expect.objectContaining({ in: 'header', name: 'upload-offset', required: true }),
    );
    expect(Object.keys(operation('patch', photo).requestBody?.content ?? {})).toEqual(['application/offset+octet-stream']);
    expect(Object.keys(operation('get', photo).responses['200']?.content ?? {})).toEqual(['image/jpeg']);
    expect(Object.keys(operation('get', '/v1/attachments/{id}').responses['200']?.content ?? {})).toContain('application/pdf');
  });

  it('tells of each address what a good answer is: nothing at all where there is nothing to say', () => {
    expect(answers('delete', '/v1/session')).toEqual(['204', 'default']);
    expect(operation('delete', '/v1/session').responses['204']?.content).toBeUndefined();
    for (const [address, operations] of Object.entries(description.paths)) {
      for (const [method, { responses }] of Object.entries(operations)) {
        const isEmpty = method === 'head' || responses['204'] !== undefined;
        const good = responses['200'] ?? responses['201'] ?? responses['204'];
        expect([`${method} ${address}`, good?.content !== undefined]).toEqual([`${method} ${address}`, !isEmpty]);
      }
    }
  });

  it('tells of every address what a refusal is', () => {
    for (const [address, operations] of Object.entries(description.paths)) {
      for (const [method, { responses }] of Object.entries(operations)) {
        const refusal = responses['default']?.content?.['application/problem+json']?.schema?.properties;
        const kinds = method === 'head' ? undefined : [...problemKinds];
        expect([`${method} ${address}`, refusal?.['kind']?.enum]).toEqual([`${method} ${address}`, kinds]);
      }
    }
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

  it('pictures that are shared before the phone’s worker is there are let pass, kept by nobody, and answered with a page', async () => {
    const form = new FormData();
    for (let count = 0; count < 5; count += 1) form.append('photos', new Blob([new Uint8Array(4_000_000)]), `anh-${count}.jpg`);
    const answer = await fetch(`${serving.url}/share`, { method: 'POST', body: form, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/share?why=noWorker']);
    expect(await status('/share?why=noWorker', 'text/html')).toBe(200);
  });

  it('what another site sends there is refused', async () => {
    const answer = await fetch(`${serving.url}/share`, {
      method: 'POST',
      body: new FormData(),
      headers: { origin: 'https://khac.example' },
    });
    expect(answer.status).toBe(403);
  });
});
