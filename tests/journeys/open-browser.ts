import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { chromiumFlags } from './chromium-flags.ts';

export interface BrowserOptions {
  /** Phones are 360×740 with touch; a desk is 1280×800 with a mouse. */
  desk?: boolean;
}

/** One person's part of the Chromium that all tests share: nothing of it is left when it is closed. */
export async function openPart(options: BrowserOptions): Promise<{ context: BrowserContext; page: Page }> {
  shared ??= chromium.connect(inject('sharedChromium'));
  return ready(await (await shared).newContext(settingsOf(options)));
}

let shared: Promise<Browser> | undefined;

/** A Chromium of its own, with its profile on the disk. */
export async function openProfile(profile: string, options: BrowserOptions): Promise<{ context: BrowserContext; page: Page }> {
  return ready(
    await chromium.launchPersistentContext(profile, {
      executablePath: inject('chromium'),
      headless: true,
      args: chromiumFlags,
      ...settingsOf(options),
    }),
  );
}

function settingsOf({ desk }: BrowserOptions): BrowserContextOptions {
  return {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    permissions: ['camera'],
    ...(desk
      ? { viewport: { width: 1280, height: 800 } }
      : { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }),
  };
}

async function ready(context: BrowserContext): Promise<{ context: BrowserContext; page: Page }> {
  context.setDefaultTimeout(20_000);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}
