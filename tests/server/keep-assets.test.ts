import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepAssets } from '../../src/server/keep-assets.ts';
import { startTestServer, testNow, type TestServer } from '../fakes/test-server.ts';

const day = 86_400_000;

let folder: string;
let client: string;
let kept: string;
let server: TestServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'so-assets-'));
  client = path.join(folder, 'dist');
  kept = path.join(folder, 'data', 'assets');
  await mkdir(kept, { recursive: true });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

describe('a page that was opened before a deployment and is still open after it', () => {
  test('gets its build’s files, to be kept for ever by the browser as before, and the new build’s as well', async () => {
    await deploy({ 'start-old1.js': 'old start', 'help-old1.js': 'old help', 'vendor-same.js': 'vendor' });
    await startOn(testNow);
    await deploy({ 'start-new2.js': 'new start', 'help-new2.js': 'new help', 'vendor-same.js': 'vendor' });
    server = await startOn(testNow + 90 * day);
    expect(await ask('help-old1.js')).toEqual({ status: 200, cache: 'public, max-age=31536000, immutable', text: 'old help' });
    expect(await ask('help-new2.js')).toEqual({ status: 200, cache: 'public, max-age=31536000, immutable', text: 'new help' });
    expect((await ask('help-none.js')).status).toBe(404);
    expect((await ask('.left.json')).status).toBe(404);
    expect((await ask('..%2F..%2Fdata%2Fassets%2F.left.json')).status).toBe(404);
  });
});

describe('files that are part of no build any more', () => {
  test('go sixty days after another build took their place, however long the old one had run', async () => {
    await deploy({ 'start-old1.js': '1' });
    await keep(testNow);
    await deploy({ 'start-new2.js': '2' });
    const replaced = testNow + 200 * day;
    await keep(replaced);
    await keep(replaced + 59 * day);
    expect(await names()).toEqual(['start-new2.js', 'start-old1.js']);
    await keep(replaced + 60 * day);
    expect(await names()).toEqual(['start-new2.js']);
  });

  test('stay when a build that has them comes back, and their time begins anew after it', async () => {
    const [first, second] = [{ 'start-old1.js': '1' }, { 'start-new2.js': '2' }];
    await deploy(first);
    await keep(testNow);
    await deploy(second);
    await keep(testNow + day);
    await deploy(first);
    await keep(testNow + 50 * day);
    await deploy(second);
    await keep(testNow + 70 * day);
    expect(await names()).toEqual(['start-new2.js', 'start-old1.js']);
  });

  test('stay where the note of their time is lost, and where nothing is built', async () => {
    await deploy({ 'start-old1.js': '1' });
    await keep(testNow);
    await deploy({ 'start-new2.js': '2' });
    await keep(testNow + day);
    await writeFile(path.join(kept, '.left.json'), '{"start-');
    await keep(testNow + 70 * day);
    await rm(client, { recursive: true });
    await keep(testNow + 300 * day);
    expect(await names()).toEqual(['start-new2.js', 'start-old1.js']);
  });
});

describe('a server that was killed while it copied', () => {
  test('has no half file under a name, and copies the rest at its next start', async () => {
    await deploy({ 'start-old1.js': 'whole' });
    await writeFile(path.join(kept, 'start-old1.js.part'), 'who');
    await keep(testNow);
    expect(await names()).toEqual(['start-old1.js']);
    server = await startOn(testNow);
    expect((await ask('start-old1.js')).text).toBe('whole');
  });
});

async function deploy(files: Record<string, string>): Promise<void> {
  await rm(client, { recursive: true, force: true });
  await mkdir(path.join(client, 'assets'), { recursive: true });
  await writeFile(path.join(client, 'index.html'), '<!doctype html><title>Sổ</title>');
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(client, 'assets', name), text);
}

async function keep(now: number): Promise<void> {
  await keepAssets({ built: path.join(client, 'assets'), kept }, now);
}

/** One server at a time, as the program starts it. */
async function startOn(now: number): Promise<TestServer> {
  await server?.close();
  server = await startTestServer({ client, keptAssets: kept });
  await keep(now);
  return server;
}

async function ask(name: string): Promise<{ status: number; cache: string | null; text: string }> {
  const answer = await fetch(`${server?.url}/assets/${name}`);
  return { status: answer.status, cache: answer.headers.get('cache-control'), text: await answer.text() };
}

async function names(): Promise<string[]> {
  return (await readdir(kept)).filter((name) => name.endsWith('.js')).sort();
}
