import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string;
  }
}

/** Vitest calls this once before the browser tests: one Chromium for all, fetched when the machine has none. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium());
}

/** Path of a Chromium: the one named, the system's, Playwright's own, or one that is fetched now. */
export async function findChromium(): Promise<string> {
  const installed = firstInstalled();
  if (installed) return installed;
  // Debian's package where we may install it, Playwright's download elsewhere.
  const attempts: [string, string[]][] = [
    ['npx', ['playwright-core', 'install', '--with-deps', 'chromium']],
    ['npx', ['playwright-core', 'install', 'chromium']],
    ['sh', ['-c', 'apt-get update && apt-get install -y chromium']],
  ];
  for (const [command, argumentList] of attempts) {
    await promisify(execFile)(command, argumentList, { timeout: 600_000 }).catch(() => undefined);
    const fetched = firstInstalled();
    if (fetched) return fetched;
  }
  throw new Error('no Chromium found and none could be fetched: install the package "chromium", or set CHROMIUM_PATH');
}

function firstInstalled(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}
