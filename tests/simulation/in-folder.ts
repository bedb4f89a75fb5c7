import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Work in a folder of its own, which goes with it. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-simulation-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
