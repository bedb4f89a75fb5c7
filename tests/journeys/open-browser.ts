import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumFlags } from './chromium-flags.ts';

export async function openBrowser(
  profile: string,
  options: { chromium: string; desk?: boolean },
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.chromium,
    headless: true,
    args: chromiumFlags,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    permissions: ['camera'],
    ...(options.desk
      ? { viewport: { width: 1280, height: 800 } }
      : { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }),
  });
  context.setDefaultTimeout(60_000);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}
