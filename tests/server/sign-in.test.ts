import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedInDevice } from '../../src/protocol/devices.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ trustProxy: true });
});
afterEach(() => server.close());

const day = 86_400_000;

function browser(): WirePhone {
  return new WirePhone(server.url, testNow);
}

function from(address: string, username: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
    body: JSON.stringify({ username, password }),
  });
}

async function devicesOf(phone: WirePhone): Promise<SignedInDevice[]> {
  return ((await (await phone.fetch('/v1/devices')).json()) as { devices: SignedInDevice[] }).devices;
}

describe('signing in', () => {
  it('gives a session that scripts cannot read and that lasts 90 days from the last use', async () => {
    const answer = await from('10.0.0.1', 'hiepcuong', 'demo-2026', { 'x-forwarded-proto': 'https' });
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Lax/);
    const phone = browser();
    await phone.signIn('hiepcuong');
    server.clock.now += 89 * day;
    const used = await phone.fetch('/v1/session');
    expect([used.status, used.headers.getSetCookie().length]).toEqual([200, 2]);
    server.clock.now += 89 * day;
    expect((await phone.fetch('/v1/session')).status).toBe(200);
    server.clock.now += 91 * day;
    expect((await phone.fetch('/v1/session')).status).toBe(401);
  });

  it('with wrong passwords from the many IPv6 addresses of one network is slowed down as from one', async () => {
    const answers: number[] = [];
    for (let machine = 1; machine <= 7; machine += 1) answers.push((await from(`2001:db8:1:2::${machine}`, 'hiepcuong', 'sai')).status);
    expect(answers.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(answers.slice(5)).toEqual([429, 429]);
    expect((await from('2001:db8:1:3::1', 'hiepcuong', 'sai')).status).toBe(401);
  });

  it('gives a session that is worth nothing on another device', async () => {
    const phone = browser();
    await phone.signIn('hiepcuong');
    const thief = browser();
    thief.cookie = phone.cookie.split('; ').find((pair) => pair.startsWith('session=')) ?? '';
    expect((await thief.fetch('/v1/session')).status).toBe(401);
    await thief.signIn('phohien');
    thief.cookie = [
      thief.cookie.split('; ').find((pair) => pair.startsWith('device=')),
      phone.cookie.split('; ').find((pair) => pair.startsWith('session=')),
    ].join('; ');
    expect((await thief.fetch('/v1/session')).status).toBe(401);
  });

  it('is ended by signing out, at once and for good', async () => {
    const phone = browser();
    await phone.signIn('hiepcuong');
    const { cookie } = phone;
    expect((await phone.fetch('/v1/session', { method: 'DELETE' })).status).toBe(204);
    phone.cookie = cookie;
    expect((await phone.post(phone.request(phone.number(broadcast())))).status).toBe(401);
  });

  it('keeps neither the password nor the session in the store', async () => {
    const phone = browser();
    await phone.signIn('hiepcuong');
    const { query } = server.parts.database;
    const stored = JSON.stringify([
      await query.selectFrom('session').selectAll().execute(),
      await query.selectFrom('person').selectAll().execute(),
    ]);
    expect(stored).toContain('$argon2id$');
    for (const pair of phone.cookie.split('; ')) expect(stored).not.toContain(pair.split('=')[1]);
  });

  it('writes nobody into the log', async () => {
    await browser().signIn('hiepcuong');
    const log = server.log.join('');
    expect(log).toContain('/v1/session');
    expect(log).not.toMatch(/hiepcuong|127\.0\.0\.1","|Nguyễn|demo-2026/);
  });
});

describe('a wrong password', () => {
  it('is told in the same words for an account that does not exist', async () => {
    const [known, unknown] = [await from('10.0.0.1', 'hiepcuong', 'x'), await from('10.0.0.1', 'khong-co-ai', 'x')];
    expect([known.status, unknown.status]).toEqual([401, 401]);
    expect(await known.text()).toBe(await unknown.text());
  });

  it('again and again slows that account from that address down, longer each time', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) statuses.push((await from('10.0.0.1', 'hiepcuong', 'x')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const right = await from('10.0.0.1', 'hiepcuong', 'demo-2026');
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '5']);
    server.clock.now += 5001;
    expect((await from('10.0.0.1', 'hiepcuong', 'x')).status).toBe(401);
    expect((await from('10.0.0.1', 'hiepcuong', 'x')).headers.get('retry-after')).toBe('10');
    server.clock.now += 10_001;
    expect((await from('10.0.0.1', 'hiepcuong', 'demo-2026')).status).toBe(200);
  });

  it('many at the same moment are not all the first', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => from('10.0.0.1', 'hiepcuong', 'x')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  });

  it('slows neither the neighbours behind the same address nor the same account elsewhere', async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) await from('10.0.0.1', 'hiepcuong', 'x');
    expect((await from('10.0.0.1', 'phohien', 'demo-2026')).status).toBe(200);
    expect((await from('10.0.0.2', 'hiepcuong', 'demo-2026')).status).toBe(200);
  });

  it('of others does not lock out the phone that has signed in before', async () => {
    const phone = browser();
    await phone.signIn('hiepcuong');
    for (let attempt = 0; attempt < 8; attempt += 1) await from('127.0.0.1', 'hiepcuong', 'x');
    expect((await browser().signIn('hiepcuong')).status).toBe(429);
    expect((await phone.signIn('hiepcuong')).status).toBe(200);
  });
});

describe('a page of another site', () => {
  it('changes nothing with the cookies of this one', async () => {
    const foreign = { origin: 'https://example.org' };
    expect((await from('10.0.0.1', 'hiepcuong', 'demo-2026', foreign)).status).toBe(403);
    expect((await from('10.0.0.1', 'hiepcuong', 'demo-2026', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await from('10.0.0.1', 'hiepcuong', 'demo-2026', { origin: server.url })).status).toBe(200);
    expect((await from('10.0.0.1', 'hiepcuong', 'demo-2026', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('a phone that was lost', () => {
  it('is signed out from another one by its owner, who may ask twice; the other goes on', async () => {
    const [lost, kept] = [browser(), browser()];
    await lost.signIn('hiepcuong');
    await lost.push(broadcast());
    server.clock.now += day;
    await kept.signIn('hiepcuong');
    const devices = await devicesOf(kept);
    expect(devices).toMatchObject([
      { isThis: true, signedInAt: testNow + day, lastSeenAt: null },
      { isThis: false, signedInAt: testNow, lastSeenAt: testNow },
    ]);
    for (let time = 0; time < 2; time += 1) {
      const answer = await kept.fetch(`/v1/devices/${devices[1]?.id}`, { method: 'DELETE' });
      expect([answer.status, await answer.json()]).toEqual([200, { devices: [devices[0]] }]);
    }
    expect([(await lost.fetch('/v1/session')).status, (await kept.fetch('/v1/session')).status]).toEqual([401, 200]);
  });

  it('is a new device once its owner has signed in on it again: its name ends, and what waited goes under another, once', async () => {
    const [found, other] = [browser(), browser()];
    await found.signIn('hiepcuong');
    const [sent, waits] = found.number(broadcast(), broadcast());
    await found.sync([sent]);
    await other.signIn('hiepcuong');
    const [, lost] = await devicesOf(other);
    await other.fetch(`/v1/devices/${lost?.id}`, { method: 'DELETE' });
    await found.signIn('hiepcuong');
    const refused = await found.post(found.request([sent, waits]));
    expect([refused.status, await refused.json()]).toMatchObject([409, { kind: 'fork' }]);
    const renamed = [sent, waits].map((each, index) => ({ ...each, n: index + 1, origin: [found.replica, index + 1] }));
    const another = browser();
    await another.signIn('hiepcuong');
    expect((await another.sync(renamed)).results).toEqual([
      [1, 'ok', 1],
      [2, 'ok', 1],
    ]);
    expect(await server.parts.database.query.selectFrom('entry').select('id').execute()).toHaveLength(2);
  });

  it('is not signed out by anybody else', async () => {
    const [owner, colleague] = [browser(), browser()];
    await owner.signIn('hiepcuong');
    await colleague.signIn('phohien');
    const [own] = await devicesOf(owner);
    await colleague.fetch(`/v1/devices/${own?.id}`, { method: 'DELETE' });
    expect((await owner.fetch('/v1/session')).status).toBe(200);
    expect((await fetch(`${server.url}/v1/devices`)).status).toBe(401);
  });
});
