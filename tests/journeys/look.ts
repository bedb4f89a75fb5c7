import { mkdir } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { Phone } from './phone.ts';

const pictures = 'ux-shots';
export const phoneSize = { width: 360, height: 740 };
export const deskSize = { width: 1280, height: 800 };

/** What is wrong with the page as it stands, in every light; with `PICTURES=1` also pictures of it. */
export async function look({ page }: Phone, picture: string): Promise<string[]> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  // A colour on its way from one light to the next has the contrast of neither.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await standsStill(page, 15);
  const faults: string[] = [];
  const [daylight, ...others] = modesOf(picture);
  faults.push(...(await tooWide(page, picture, daylight)));
  // The whole screen at once: a bar at its foot covers a little of whatever is scrolled under it.
  const size = page.viewportSize() ?? phoneSize;
  await page.setViewportSize({ ...size, height: 3200 });
  await standsStill(page, 6);
  faults.push(...(await keepsOut(page, picture, daylight)));
  // Each change of light is a whole screen to be drawn anew: one each.
  for (const mode of others) faults.push(...(await keepsOut(page, picture, mode)));
  await page.setViewportSize(size);
  await standsStill(page, 6);
  for (const mode of others) faults.push(...(await tooWide(page, picture, mode)));
  await page.emulateMedia({ reducedMotion: null });
  return faults;
}

async function tooWide(page: Page, picture: string, mode: Mode): Promise<string[]> {
  await light(page, mode);
  if (process.env['PICTURES']) await takePicture(page, `${picture}-${mode}`);
  const width = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, screen: window.innerWidth }));
  return width.content > width.screen ? [`${picture} ${mode}: ${width.content} px wide`] : [];
}

/** What shuts somebody out. Another light than daylight changes colours and nothing else. */
async function keepsOut(page: Page, picture: string, mode: Mode): Promise<string[]> {
  await light(page, mode);
  const isFirst = mode === 'light';
  // There are no frames: without this mode every run opens and closes a page of its own.
  const axe = new AxeBuilder(isFirst ? { page } : { page, axeSource: alreadyThere })
    .setLegacyMode()
    // What is right need not be named, element by element.
    .options({ resultTypes: ['violations'] });
  const { violations } = await (isFirst ? axe.withTags(everyRule) : axe.withRules('color-contrast')).analyze();
  return violations.map(({ id, nodes }) => `${picture} ${mode} ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

/** For people to look at; git does not keep them. */
async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await standsStill(page, 6);
  await page.screenshot({ path: `${pictures}/${name}.png` });
}

/** Half a megabyte of program: the first light has brought it into the page. */
const alreadyThere = ';';
/** The same on a phone and on a desk; the phone's size stays. */
export async function lookSmallAndWide(device: Phone, picture: string): Promise<string[]> {
  const small = await look(device, picture);
  await device.page.setViewportSize(deskSize);
  const wide = await look(device, `${picture}-wide`);
  await device.page.setViewportSize(phoneSize);
  return [...small, ...wide];
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Mode = 'light' | 'dark' | 'sun';

/**
 * Every screen in daylight, and in the dark or in the sun by its name: the same at every run, and where a screen is looked
 * at small and wide ("…-wide" is odd by five letters) in the other one. `EVERY_LIGHT=1` for all of them.
 */
function modesOf(picture: string): readonly ['light', ...Mode[]] {
  if (process.env['EVERY_LIGHT']) return ['light', 'dark', 'sun'];
  return picture.length % 2 === 0 ? ['light', 'dark'] : ['light', 'sun'];
}

async function light(page: Page, mode: Mode): Promise<void> {
  await page.evaluate((theme) => {
    document.documentElement.dataset['theme'] = theme;
  }, mode);
  await standsStill(page, 2);
}

/** Nothing of it was changed for so many frames, and nothing moves any more. */
async function standsStill(page: Page, frames: number): Promise<void> {
  await page.evaluate(async (quietFor) => {
    let quiet = 0;
    const observer = new MutationObserver(() => (quiet = 0));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    // A clock that ticks or a bar that runs would never stand still.
    for (let frame = 0; frame < 60 && quiet < quietFor; frame += 1) {
      quiet += 1;
      if (document.getAnimations().some(({ playState }) => playState === 'running')) quiet = 0;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    observer.disconnect();
  }, frames);
}
