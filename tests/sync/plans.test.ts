import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factsOf } from '../../src/domain/indicator.ts';
import { indicators } from '../../src/domain/kinds/indicators.ts';
import { planOf } from '../../src/domain/plan.ts';
import { doneNow, sharedOut } from '../../src/domain/progress.ts';
import { dayOf } from '../../src/domain/text.ts';
import { readNames } from '../../src/localdb/names.ts';
import { readPlans } from '../../src/localdb/meta.ts';
import { copyPlanTo, fetchProgress, publishPlan } from '../../src/sync/plan.ts';
import { logBroadcast, send, signedInPhone, type ServerPhone } from '../fakes/server-phone.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
let phone: ServerPhone;

beforeEach(async () => {
  server = await startTestServer();
  phone = await signedInPhone(server, 'hiepcuong');
});
afterEach(() => server.close());

const offline = { send: async () => ({ status: 'none' as const }) };

describe('a phone and the plan', () => {
  it('has the published plans after its first exchange, and the names of their tasks', async () => {
    await send(phone);
    expect((await readPlans(phone.db)).map((plan) => plan.year)).toEqual([2026, 2024]);
    expect((await readNames(phone.db)).get('t07')).toBe('Phát tin, bài về CCHC trên hệ thống truyền thanh cấp xã');
  });

  it('gets next year’s plan once the supervisor has published it', async () => {
    await send(phone);
    const desk = await signedInPhone(server, 'sonoivu');
    await copyPlanTo('plan-2026', { id: 'plan-2027', year: 2027 }, desk.transport);
    await send(phone);
    expect(await readPlans(phone.db)).toHaveLength(2);
    expect((await publishPlan('plan-2027', 1, desk.transport)).status).toBe('done');
    await send(phone);
    expect((await readPlans(phone.db)).map((plan) => plan.year)).toEqual([2027, 2026, 2024]);
  });

  it('without a network it still tells what is due this week, with what was just logged', async () => {
    await send(phone);
    const id = await logBroadcast(phone);
    const today = dayOf(phone.clock.now);
    const plan = planOf(await readPlans(phone.db), today);
    const task = plan?.tasks.find((each) => each.id === 't07');
    const [target] = task?.targets ?? [];
    const entry = await phone.db.entries.get(id);
    if (!plan || !task || !target || !entry) throw new Error('nothing to tell');
    const facts = sharedOut(entry.view, factsOf(entry.view, indicators));
    expect(doneNow(plan, task, target, facts, today)).toBe(1);
  });

  it('keeps what the server said last about its tasks', async () => {
    await send(phone);
    expect(await fetchProgress(phone.db, 'plan-2026', phone.transport)).toMatchObject({ status: 'loaded' });
    expect(await fetchProgress(phone.db, 'plan-2026', offline)).toEqual({ status: 'offline' });
    expect(await phone.db.meta.get('progress')).toMatchObject({ plan: 'plan-2026', today: dayOf(phone.clock.now) });
  });
});
