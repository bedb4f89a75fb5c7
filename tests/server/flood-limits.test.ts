import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProblem } from '../../src/protocol/problem.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ trustProxy: true, floodLimits: { session: 4, address: 6, passwords: 5 } });
});
afterEach(() => server.close());

/** Behind one address, as a whole commune is. */
const commune = '10.0.0.1';

function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { 'x-forwarded-for': commune, ...headers } });
}

async function statuses(count: number, request: (index: number) => Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await request(index)).status);
  return found;
}

async function signedIn(username: string): Promise<WirePhone> {
  const phone = new WirePhone(server.url, testNow);
  await phone.signIn(username);
  return phone;
}

function tryPassword(phone: WirePhone, username: string, { password = 'x', address = commune } = {}): Promise<Response> {
  return phone.fetch('/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ username, password }),
  });
}

function sendNonsense(): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': commune };
  return fetch(`${server.url}/v1/session`, { method: 'POST', headers, body: '{"username":7}' });
}

describe('a flood', () => {
  it('from one address is slowed down, with a word how long; another address is served', async () => {
    expect(await statuses(8, () => ask('/healthz'))).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    const slowed = await ask('/healthz');
    expect(readProblem(await slowed.json())?.kind).toBe('slow_down');
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('/healthz', { 'x-forwarded-for': '10.0.0.2' })).status).toBe(200);
  });

  it('with a session invented for each request gets no limit of its own for each', async () => {
    const found = await statuses(8, (index) => ask('/healthz', { cookie: `session=invented-${index}; device=invented-${index}` }));
    expect(found).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });

  it('from the many IPv6 addresses of one network is one flood', async () => {
    const found = await statuses(8, (index) => ask('/healthz', { 'x-forwarded-for': `2001:db8:1:2::${index + 1}` }));
    expect(found).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });

  it('from an address does not stop a phone behind it that is signed in, and one such phone does not stop the next', async () => {
    const [phone, neighbour] = [await signedIn('hiepcuong'), await signedIn('phohien')];
    await statuses(8, () => ask('/healthz'));
    const fromCommune = { headers: { 'x-forwarded-for': commune } };
    expect(await statuses(6, () => phone.fetch('/v1/session', fromCommune))).toEqual([200, 200, 200, 200, 429, 429]);
    expect((await neighbour.fetch('/v1/session', fromCommune)).status).toBe(200);
  });

  it('with a session that has ended counts for its address', async () => {
    const phone = await signedIn('hiepcuong');
    const { cookie } = phone;
    await phone.fetch('/v1/session', { method: 'DELETE' });
    expect(await statuses(8, () => ask('/healthz', { cookie }))).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });

  it('of passwords, each for another account, is checked only so often for one address, whatever else it sends along', async () => {
    const phone = await signedIn('hiepcuong');
    const attempt = (index: number, address = commune) => tryPassword(phone, `nguoi-${index}`, { address });
    expect(await statuses(7, attempt)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await attempt(8, '10.0.0.2')).status).toBe(401);
    expect((await phone.push(broadcast())).results[0]?.[1]).toBe('ok');
  });

  it('of bodies without a name counts for the address too', async () => {
    expect(await statuses(7, sendNonsense)).toEqual([400, 400, 400, 400, 400, 429, 429]);
  });

  it('of passwords from an address does not stop a phone behind it on which the person has signed in before', async () => {
    const known = await signedIn('hiepcuong');
    const stranger = new WirePhone(server.url, testNow);
    await known.fetch('/v1/session', { method: 'DELETE' });
    await statuses(7, (index) => tryPassword(stranger, `nguoi-${index}`));
    expect((await tryPassword(stranger, 'phohien', { password: 'demo-2026' })).status).toBe(429);
    expect((await tryPassword(known, ' HiepCuong ', { password: 'demo-2026' })).status).toBe(200);
    expect((await tryPassword(known, 'phohien', { password: 'demo-2026' })).status).toBe(429);
  });

  it('of passwords from such a phone is one for its account, wherever it is', async () => {
    const [known, neighbour] = [await signedIn('hiepcuong'), await signedIn('phohien')];
    const found = await statuses(7, (index) => tryPassword(known, 'hiepcuong', { address: `10.0.1.${index}` }));
    expect(found).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await tryPassword(neighbour, 'phohien', { password: 'demo-2026' })).status).toBe(200);
  });
});
