import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { StoredPlan } from '../../src/domain/plan.ts';
import { units, WirePhone } from '../fakes/wire-phone.ts';
import { deskSize, look, phoneSize } from './look.ts';
import { sendAll } from './main-job.ts';
import { signIn, takePhone, type Phone } from './phone.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
let desk: Phone;
let phone: Phone;

beforeAll(async () => {
  server = await startServerProcess();
  const chromium = inject('chromium');
  [desk, phone] = await Promise.all([takePhone({ chromium, desk: true }), takePhone({ chromium })]);
  await signIn(desk, server.url, 'sonoivu');
  await signIn(phone, server.url, 'hiepcuong');
});
afterAll(async () => {
  await Promise.all([desk, phone].map((each) => each?.close()));
  await server?.close();
});

describe('a supervisor edits the plan that everybody has', () => {
  test('names by key who owes a task and who helps, changes a form and a duty; the commune’s phone gets the task', async () => {
    const { page } = desk;
    await page.goto(`${server.url}/plan/plan-2026/edit`);
    await page.getByText(/^2\. Duy trì chuyên mục/).click();
    const task = page.locator('details[open]').filter({ hasText: 'Duy trì chuyên mục' });
    const doers = task.getByRole('group', { name: 'Và các đơn vị được nêu tên' });
    await doers.getByRole('button', { name: 'Thêm đơn vị thực hiện' }).click();
    // By the name of a commune that went into it.
    await doers.getByRole('searchbox').fill('song mai');
    await doers.getByRole('button', { name: 'Xã Hiệp Cường' }).click();
    await doers.getByRole('button', { name: 'Bỏ Báo và Phát thanh, Truyền hình Hưng Yên' }).click();
    const helpers = task.getByRole('group', { name: 'Đơn vị phối hợp nhận được nhiệm vụ' });
    await helpers.getByRole('button', { name: 'Thêm đơn vị phối hợp' }).click();
    await helpers.getByRole('searchbox').fill('pho hien');
    await helpers.getByRole('button', { name: 'Phường Phố Hiến' }).waitFor();
    await helpers.getByRole('searchbox').fill('so tai chinh');
    await helpers.getByRole('button', { name: 'Sở Tài chính' }).waitFor();
    // The key that would send the form takes the one unit that was found.
    await page.keyboard.press('Enter');
    await helpers.getByRole('button', { name: 'Bỏ Sở Tài chính' }).waitFor();

    await page.getByText('Hình thức (mục II.2)').click();
    await page.getByRole('button', { name: 'Bỏ điểm b' }).click();
    await page.getByRole('button', { name: 'Thêm hình thức' }).click();
    const added = page.getByRole('group', { name: 'Hình thức điểm c' });
    await added.getByRole('textbox').fill('Tuyên truyền lưu động');
    await added.getByLabel('Trực tiếp, lưu động').check();

    await page.getByText('Trách nhiệm (mục III)').click();
    await page.getByText('2. Sở Nội vụ').click();
    await page.locator('textarea[name="duties.1.text"]').fill('Theo dõi, đôn đốc.\nTổng hợp báo cáo quý.');

    await page.getByRole('button', { name: 'Lưu kế hoạch' }).click();
    await page.getByText('Đã lưu kế hoạch').waitFor();
    const { plan } = await storedPlan();
    const changed = plan.tasks.find(({ id }) => id === 't02');
    expect([changed?.doers.units, changed?.coordinators]).toEqual([[units.hiepCuong], ['org-so-tai-chinh@0']]);
    expect(plan.forms.map(({ letter }) => letter)).toEqual(['a', 'b', 'c']);
    expect(plan.forms[2]).toMatchObject({ text: 'Tuyên truyền lưu động', kinds: ['directOutreach'] });
    expect(plan.duties[1]).toEqual({ actor: 'Sở Nội vụ', text: ['Theo dõi, đôn đốc.', 'Tổng hợp báo cáo quý.'] });

    await sendAll(phone);
    await phone.page.goto(`${server.url}/plan`);
    await phone.page.getByRole('heading', { name: /Duy trì chuyên mục/ }).waitFor();
  });

  test('a commune that only helps sees the task as one of others', async () => {
    const supervisor = await keeper();
    const { plan, revision } = await storedPlan();
    const tasks = plan.tasks.map((task) => (task.id === 't12' ? { ...task, coordinators: [units.hiepCuong] } : task));
    await supervisor.fetch('/v1/plans/plan-2026', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ base: revision, plan: { ...plan, tasks } }),
    });
    await sendAll(phone);
    await phone.page.goto(`${server.url}/plan`);
    const section = phone.page.locator('section').filter({ has: phone.page.getByRole('heading', { name: 'Nhiệm vụ đơn vị phối hợp' }) });
    await section.getByRole('heading', { name: /Phát hành tờ rơi/ }).waitFor();
  });

  test('every part of the form can be used with a screen reader and read in any light, small and wide', async () => {
    const { page } = desk;
    for (const [size, name] of [
      [deskSize, 'plan-edit-wide'],
      [phoneSize, 'plan-edit'],
    ] as const) {
      await page.setViewportSize(size);
      await page.goto(`${server.url}/plan/plan-2026/edit`);
      await page.getByText('Hình thức (mục II.2)').click();
      await page.getByText('Trách nhiệm (mục III)').click();
      await page.getByText('2. Sở Nội vụ').click();
      await page.getByText('Hình thức (mục II.2)').scrollIntoViewIfNeeded();
      expect(await look(desk, `${name}-words`)).toEqual([]);
      await page.getByText('Hình thức (mục II.2)').click();
      await page.getByText('Trách nhiệm (mục III)').click();
      await page.getByText(/^2\. Duy trì chuyên mục/).click();
      await page.getByRole('button', { name: 'Thêm đơn vị phối hợp' }).click();
      await page.getByRole('searchbox').fill('tan hung');
      await page.getByRole('button', { name: 'Xã Tân Hưng' }).scrollIntoViewIfNeeded();
      expect(await look(desk, `${name}-units`)).toEqual([]);
    }
    await page.setViewportSize(deskSize);
  });
});

async function keeper(): Promise<WirePhone> {
  const device = new WirePhone(server.url, Date.now());
  await device.signIn('sonoivu');
  return device;
}

async function storedPlan(): Promise<StoredPlan> {
  const { plans } = (await (await (await keeper()).fetch('/v1/plans')).json()) as { plans: StoredPlan[] };
  const stored = plans.find(({ plan }) => plan.id === 'plan-2026');
  if (!stored) throw new Error('the plan of the year is gone');
  return stored;
}
