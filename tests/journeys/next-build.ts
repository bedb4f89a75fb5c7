import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A build as it would come after the one in `dist`: another number, other names for its parts, another worker, and a newer
 * version of the phone's database, into which the old one must not write.
 */
export interface NextBuild {
  folder: string;
  number: string;
  /** Names of its hashed files. */
  assets: string[];
  remove: () => Promise<void>;
}

export async function makeNextBuild(): Promise<NextBuild> {
  // Below node_modules, so that the server in it finds its packages.
  const folder = path.resolve('node_modules/.cache', `next-build-${randomBytes(4).toString('hex')}`);
  await cp('dist', folder, { recursive: true });
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const number = `${version}-next`;
  const parts = (await readdir(path.join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
  for (const part of parts) await rename(path.join(folder, 'assets', part), path.join(folder, 'assets', nextNameOf(part)));
  let changes = 0;
  for (const name of ['index.html', 'service-worker.js', ...parts.map((part) => `assets/${nextNameOf(part)}`)]) {
    const text = await readFile(path.join(folder, name), 'utf8');
    const next = parts.reduce((changed, part) => changed.replaceAll(part, nextNameOf(part)), text.replaceAll(version, number));
    const newer = next.replace(secondVersion, `${newerVersion}$&`);
    if (newer !== next) changes += 1;
    // The page names the renamed parts, so the worker's list has to hold another mark for the page.
    await writeFile(path.join(folder, name), newer.replace(/(\{"revision":")[0-9a-f]+(","url":"index\.html"\})/, `$1${'0'.repeat(32)}$2`));
  }
  // The page and its worker.
  if (changes !== 2) throw new Error(`the database is declared in ${changes} parts of the build`);
  const assets = await readdir(path.join(folder, 'assets'));
  return { folder, number, assets, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What is in a part has changed, so its name has: under the old one a browser has the old part for ever. */
function nextNameOf(part: string): string {
  return part.replace(/.{4}\.js$/, `${markOfNext}.js`);
}

export const markOfNext = 'next';

/** Where the database is declared; Dexie takes versions in any order. */
const secondVersion = /this\.version\(2\)\.stores\(/;
const newerVersion = 'this.version(99).stores({units:"key, name, kind"}),';
