import { kill } from 'node:process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './open-browser.ts';

/** A phone in somebody's hand: one browser profile that outlives its process. */
export interface Phone {
  page: Page;
  context: BrowserContext;
  /** Closes the browser and opens it again, as between the office and the field. Cookies are on disk by then: Chromium writes them late. */
  closeAndReopen: (address: string) => Promise<void>;
  /** Ends the browser's processes as an empty battery would, and opens the same profile again. */
  killAndReopen: (address: string) => Promise<void>;
  close: () => Promise<void>;
}

export interface PhoneOptions {
  chromium: string;
  /** Phones are 360×740 with touch; a desk is 1280×800 with a mouse. */
  desk?: boolean;
}

export async function takePhone(options: PhoneOptions): Promise<Phone> {
  const profile = await mkdtemp(path.join(tmpdir(), 'so-phone-'));
  const phone: Phone = {
    ...(await openBrowser(profile, options)),
    closeAndReopen: async (address) => {
      await phone.context.close();
      Object.assign(phone, await openBrowser(profile, options));
      await phone.page.goto(address);
    },
    killAndReopen: async (address) => {
      await killProcessesOf(profile);
      await phone.context.close().catch(() => {});
      Object.assign(phone, await openBrowser(profile, options));
      await phone.page.goto(address);
    },
    close: async () => {
      await phone.context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
  return phone;
}

export async function signIn(phone: Phone, address: string, username: string): Promise<void> {
  const { page } = phone;
  await page.goto(address);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu', { exact: true }).fill('demo-2026');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Bắt đầu' }).waitFor();
}

/** Past the form, for tests that promise nothing of signing in: the session is there before the page asks for it. */
export async function arriveSignedIn({ page, context }: Phone, address: string, username: string): Promise<void> {
  const answer = await context.request.post(new URL('/v1/session', address).href, { data: { username, password: 'demo-2026' } });
  if (!answer.ok()) throw new Error(`${username} was not let in: ${answer.status()}`);
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Bắt đầu' }).waitFor();
}

/** After this the cable may go: the worker has everything a reporter needs. */
export async function readyForOffline(phone: Pick<Phone, 'page'>): Promise<void> {
  await phone.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
}

/** Exactly the processes whose command line names this profile: nobody else's browser. */
async function killProcessesOf(profile: string): Promise<void> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const id of processes) {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(profile)) kill(Number(id), 'SIGKILL');
  }
}
