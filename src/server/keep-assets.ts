import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A page that was installed before a deployment and has no worker yet may ask for its own build's files for so long. */
const keptFor = 60 * 86_400_000;

/**
 * Copies the build's hashed files to where they outlive it (an image's own folder goes with the image), and takes away
 * those that have been part of no build for sixty days. A name carries the hash of what is in it: a file that is there
 * already is the same.
 */
export async function keepAssets({ built, kept }: { built: string; kept: string }, now: number): Promise<void> {
  const inBuild = await readdir(built).catch((): string[] => []);
  // Nothing is built here: that says nothing of what phones have.
  if (inBuild.length === 0) return;
  await mkdir(kept, { recursive: true });
  const before = (await readdir(kept)).filter((name) => !isOurs(name));
  const missing = inBuild.filter((name) => !before.includes(name));
  for (const name of missing) await writeWhole(path.join(kept, name), await readFile(path.join(built, name)));
  const left = await readLeft(kept);
  const stillLeft: Record<string, number> = {};
  for (const name of before) {
    if (inBuild.includes(name)) continue;
    // A server may run for months: the time counts from when another build took its place, not from its start.
    const since = left[name] ?? now;
    if (now - since >= keptFor) await rm(path.join(kept, name), { force: true });
    else stillLeft[name] = since;
  }
  await writeWhole(path.join(kept, ledger), JSON.stringify(stillLeft));
}

/** Name → since when it has been part of no build. */
const ledger = '.left.json';
const unfinished = '.part';

function isOurs(name: string): boolean {
  return name === ledger || name.endsWith(unfinished);
}

async function readLeft(kept: string): Promise<Record<string, number>> {
  try {
    const read: unknown = JSON.parse(await readFile(path.join(kept, ledger), 'utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, number>) : {};
  } catch {
    // None yet, or spoiled: the time begins anew.
    return {};
  }
}

/** Under its name it is there whole or not at all: browsers would keep half of it for a year. */
async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await writeFile(file + unfinished, content, { flush: true });
  await rename(file + unfinished, file);
}
