import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A build as it would come after the one in `dist`: another number, another name for a file that changed, another worker. */
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
  const assets = await readdir(path.join(folder, 'assets'));
  const changed = assets.find((name) => /^start-.*\.js$/.test(name));
  if (!changed) throw new Error('the build has no file named start');
  const renamed = changed.replace(/-[\w-]{8}\.js$/, '-nextnext.js');
  await rename(path.join(folder, 'assets', changed), path.join(folder, 'assets', renamed));
  const naming = ['index.html', 'service-worker.js', ...(await readdir(path.join(folder, 'assets'))).map((name) => `assets/${name}`)];
  for (const name of naming.filter((each) => /\.(js|html)$/.test(each))) {
    const text = await readFile(path.join(folder, name), 'utf8');
    const next = text.replaceAll(changed, renamed).replaceAll(version, number);
    // The page names the renamed file, so the worker's list has to hold another mark for the page.
    await writeFile(path.join(folder, name), next.replace(/(\{"revision":")[0-9a-f]+(","url":"index\.html"\})/, `$1${'0'.repeat(32)}$2`));
  }
  return { folder, number, assets: await readdir(path.join(folder, 'assets')), remove: () => rm(folder, { recursive: true, force: true }) };
}
