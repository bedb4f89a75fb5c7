import { afterEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { isValidOn } from '../../src/domain/unit.ts';
import { readSettings } from '../../src/server/settings.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function settingsOf(environment: Record<string, string>) {
  const read = readSettings(environment);
  return read.status === 'ok' ? read.settings : read.sentence;
}

function setUp(token: string): Promise<Response> {
  return fetch(`${server?.url}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, username: 'quantri', name: 'Đỗ Minh Quân', password: 'mat-khau-dai' }),
  });
}

describe('the environment', () => {
  it('by default: this machine only, with the demo province', () => {
    expect(settingsOf({})).toMatchObject({ host: '127.0.0.1', port: 8080, demo: true, trustProxy: false });
  });

  it.each([
    [{ HOST: '0.0.0.0' }, false],
    [{ HOST: '::1' }, true],
    [{ TRUST_PROXY: '1' }, false],
    [{ DEMO: '0' }, false],
    [{ HOST: '0.0.0.0', DEMO: '1' }, true],
    [{ DATABASE_URL: 'postgres://so@db/so' }, false],
    [{ DATABASE_URL: 'postgres://so@db/so', DEMO: '1' }, true],
    [{ DATABASE_URL: '', DEMO: '' }, true],
    [{ DEMO: 'true' }, true],
    [{ DEMO: 'false' }, false],
  ])('%o: demo %s', (environment, demo) => {
    expect(settingsOf(environment as Record<string, string>)).toMatchObject({ demo });
  });

  it('what is set to nothing is as if it were not set', () => {
    expect(settingsOf({ HOST: '', PORT: '', DATA_DIR: '', TRUST_PROXY: '' })).toEqual(settingsOf({}));
  });

  it.each(['1', '10.0.0.0/8', '127.0.0.1, ::1', 'loopback, uniquelocal'])('trusts a proxy that is named: %s', (named) => {
    expect(settingsOf({ TRUST_PROXY: named })).toMatchObject({ trustProxy: named === '1' ? true : named });
  });

  it('names a shared store, or none', () => {
    expect(settingsOf({ DATABASE_URL: 'postgres://so@db/so' })).toMatchObject({ databaseUrl: 'postgres://so@db/so' });
    expect(settingsOf({ DATABASE_URL: '' })).toMatchObject({ databaseUrl: null });
  });

  it('what this build cannot do stops it, in words', () => {
    expect(settingsOf({ DATABASE_URL: 'mysql://x' })).toMatch(/postgres:/);
    expect(settingsOf({ BLOB_URL: 'https://x' })).toMatch(/s3:\/\//);
    expect(settingsOf({ BLOB_URL: 's3://x' })).toMatch(/AWS_ACCESS_KEY_ID/);
    expect(settingsOf({ BLOB_URL: 's3://x?endpoint=nowhere' })).toMatch(/endpoint/);
    expect(settingsOf({ PORT: 'abc' })).toMatch(/PORT/);
    expect(settingsOf({ DEMO: 'perhaps' })).toMatch(/DEMO/);
    expect(settingsOf({ TRUST_PROXY: 'nonsense' })).toMatch(/TRUST_PROXY/);
    expect(settingsOf({ TRUST_PROXY: '10.0.0.0/99' })).toMatch(/TRUST_PROXY/);
  });
});

describe('an empty server', () => {
  it('lets exactly one person in by its one address, as administrator', async () => {
    server = await startTestServer({ demo: false });
    const token = server.setupToken ?? '';
    expect((await setUp('x'.repeat(43))).status).toBe(403);
    const answers = await Promise.all([setUp(token), setUp(token)]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201, 403]));
    const made = answers.find((answer) => answer.status === 201);
    expect(await made?.json()).toMatchObject({ person: { username: 'quantri', demo: false, grants: [{ role: 'administrator' }] } });
    expect(made?.headers.getSetCookie()).toHaveLength(2);
    expect((await setUp(token)).status).toBe(403);
    const stored = JSON.stringify(await server.parts.database.query.selectFrom('server_meta').selectAll().execute());
    expect(stored).not.toContain(token);
  });

  it('with the demo province has no such address', async () => {
    server = await startTestServer();
    expect(server.setupToken).toBeNull();
  });
});

describe('demo accounts', () => {
  it('are never opened to a network, neither new ones nor those of an older start', async () => {
    await expect(startTestServer({ demoAllowed: false })).rejects.toThrow('not served outside');
    server = await startTestServer();
    const { dataFolder } = server;
    await expect(startTestServer({ dataFolder, demo: false, demoAllowed: false })).rejects.toThrow('not served outside');
  });
});

describe('the units', () => {
  const { units, find } = loadCatalogue();
  const communesOn = (day: string) => units.filter((unit) => unit.tier === 'commune' && isValidOn(unit, day)).length;

  it('are those of each time', () => {
    expect(units).toHaveLength(327);
    expect([communesOn('2024-06-01'), communesOn('2025-03-01'), communesOn('2026-11-24')]).toEqual([161, 139, 104]);
  });

  it('have one key each, and a centre serves units that exist', () => {
    expect(new Set(units.map((unit) => unit.key)).size).toBe(units.length);
    for (const unit of units) for (const served of unit.serves ?? []) expect(find(served.unit)?.tier).toBe('commune');
  });
});
