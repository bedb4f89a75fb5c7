import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Cookie, type Page } from 'playwright-core';
import { chromiumFlags } from '../journeys/chromium-flags.ts';
import { findChromium } from '../journeys/find-chromium.ts';

/** A browser process with a profile folder, a phone's screen, and the cookies of a signed-in person. */
export interface MeasuredBrowser {
  context: BrowserContext;
  page: Page;
  tools: CDPSession;
  profile: string;
  close: () => Promise<void>;
}

export async function openBrowser(
  options: { profile?: string; cookies?: Cookie[]; withoutWorker?: boolean; flags?: readonly string[]; userAgent?: string } = {},
): Promise<MeasuredBrowser> {
  const profile = options.profile ?? (await mkdtemp(path.join(tmpdir(), 'so-bench-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    headless: true,
    args: [...chromiumFlags, ...(options.flags ?? [])],
    ...(options.userAgent !== undefined && { userAgent: options.userAgent }),
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    serviceWorkers: options.withoutWorker ? 'block' : 'allow',
    isMobile: true,
  });
  context.setDefaultTimeout(60_000);
  if (options.cookies) await context.addCookies(options.cookies);
  // The bench's runner names inner functions through a function of its own, which pages do not have.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  const page = context.pages()[0] ?? (await context.newPage());
  const tools = await context.newCDPSession(page);
  return { context, page, tools, profile, close: () => context.close() };
}

export async function forgetProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true });
}

/** Signs in by the wire alone: the app's cache and database stay empty. */
export async function cookiesOf(url: string, username: string): Promise<Cookie[]> {
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo-2026' }),
  });
  if (!answer.ok) throw new Error(`${username} could not sign in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    return {
      name,
      value,
      domain: '127.0.0.1',
      path: '/',
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
      expires: Date.now() / 1000 + 86_400,
    };
  });
}

/**
 * Put into the page before its own code: taps the sun in the header as soon as "Hôm nay" shows its button, and notes
 * when the screen answered, in milliseconds since the navigation began.
 */
export function tapWhenHomeAnswers(): void {
  const marks = window as unknown as { homeShownAt?: number; homeAnsweredAt?: number; pressedBefore?: string | null };
  new MutationObserver(() => {
    const isHome = document.querySelector('h1')?.textContent === 'Hôm nay' && document.querySelector('main a[href="/new"]') !== null;
    const sun = document.querySelector<HTMLElement>('header button[aria-pressed]');
    if (!isHome || !sun) return;
    if (marks.homeShownAt === undefined) {
      marks.homeShownAt = performance.now();
      marks.pressedBefore = sun.getAttribute('aria-pressed');
      sun.click();
    }
    if (sun.getAttribute('aria-pressed') !== marks.pressedBefore) marks.homeAnsweredAt ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

export async function homeAnsweredAt(page: Page): Promise<{ shown: number; answered: number }> {
  await page.waitForFunction(() => (window as unknown as { homeAnsweredAt?: number }).homeAnsweredAt !== undefined);
  return page.evaluate(() => {
    const marks = window as unknown as { homeShownAt: number; homeAnsweredAt: number };
    return { shown: marks.homeShownAt, answered: marks.homeAnsweredAt };
  });
}

/** How many entries the device has, once it has at least as many as wanted. */
export async function untilOnDevice(page: Page, wanted: number): Promise<number> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    const count = await page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((database) => database.name?.startsWith('so-'))?.name;
      if (!name) return 0;
      return new Promise<number>((resolve) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => resolve(0));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('entries').objectStore('entries').count();
          counting.addEventListener('success', () => {
            opening.result.close();
            resolve(counting.result);
          });
        });
      });
    });
    if (count >= wanted) return count;
    await page.waitForTimeout(500);
  }
  throw new Error('the entries did not come to the device');
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
