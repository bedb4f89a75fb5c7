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

/** Path of a Chromium: the one named, the system's, Playwright's own, or one that is fetched now. When none can be had, it says why. */
export async function findChromium(): Promise<string> {
  const installed = firstInstalled();
  if (installed) return installed;
  const failures: string[] = [];
  for (const [command, ...words] of attempts) {
    const failure = await promisify(execFile)(command, words, { timeout: 600_000 }).then(() => 'ended, and there is no Chromium', String);
    const fetched = firstInstalled();
    if (fetched) return fetched;
    failures.push(`${[command, ...words].join(' ')}: ${failure}`);
  }
  const advice = 'no Chromium found and none could be fetched: install the package "chromium", or set CHROMIUM_PATH';
  throw new Error([advice, ...failures].join('\n'));
}

/** Debian's package where we may install it, Playwright's download elsewhere. */
const attempts: readonly [command: string, ...words: string[]][] = [
  ['sh', '-c', 'apt-get update && apt-get install -y chromium'],
  ['npx', 'playwright-core', 'install', '--with-deps', 'chromium'],
  ['npx', 'playwright-core', 'install', 'chromium'],
];

function firstInstalled(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}
