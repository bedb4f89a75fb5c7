import { existsSync } from 'node:fs';
import { cp, rename } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { forgetEverybody } from './forget-everybody.ts';
import { openBrowser } from './open-browser.ts';

/** A browser keeps an app by its address: where a server has to listen for phones that have the app already. */
export const homePort = portOfThisWorker();

/**
 * Installing costs some seconds of both processors, and comes to the same each time: it is done once for each worker of a
 * run, and what the browser then has on disk is copied. Nothing of anybody is in it.
 */
export async function installed(profile: string, options: { chromium: string }): Promise<void> {
  const ready = path.join(inject('installedApps'), String(homePort));
  if (!existsSync(ready)) await (installing ??= install(ready, options));
  await cp(ready, profile, { recursive: true });
}

/** Two phones of a test are often taken at once. */
let installing: Promise<void> | undefined;

async function install(ready: string, options: { chromium: string }): Promise<void> {
  const profile = `${ready}-unfinished`;
  const { context, page } = await openBrowser(profile, options);
  try {
    const origin = `http://127.0.0.1:${homePort}`;
    await page.goto(origin, { timeout: 60_000 });
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state === 'activating') await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
    });
    await forgetEverybody({ context, page }, origin);
  } finally {
    await context.close();
  }
  await rename(profile, ready);
}

function portOfThisWorker(): number {
  const port = inject('homePorts')[Number(process.env['VITEST_POOL_ID']) - 1];
  if (port === undefined) throw new Error(`no port is kept for worker ${process.env['VITEST_POOL_ID']}`);
  return port;
}
