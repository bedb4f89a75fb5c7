import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder in which each worker leaves a browser's profile with the app in it. */
    installedApps: string;
    /** One for each worker: no two of them serve at the same address at once. */
    homePorts: readonly number[];
  }
}

/** Vitest calls this once before the browser tests, and what it answers after them: nothing installed outlives its build. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-installed-'));
  project.provide('installedApps', folder);
  project.provide('homePorts', await freePorts(mostWorkers));
  return () => rm(folder, { recursive: true, force: true });
}

const mostWorkers = 16;
/** Below these the machine keeps ports for services, above them it gives them to whoever asks for any. */
const [lowest, highest] = [20_000, 30_000];

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (!ports.includes(port) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
