import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyPlan } from '../../src/domain/copy-plan.ts';
import type { Entry } from '../../src/domain/entry.ts';
import { factsOf, findIndicator } from '../../src/domain/indicator.ts';
import { indicators } from '../../src/domain/kinds/indicators.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { kindHeads } from '../../src/domain/kinds/index.ts';
import {
  monthSpan,
  previousQuarterStart,
  quarterSpan,
  reportingMonthOf,
  reportingYearOf,
  weekOf,
  yearSpan,
} from '../../src/domain/period.ts';
import { doersOf, planOf, suggestTasks, type Plan, type Task } from '../../src/domain/plan.ts';
import { planFaults } from '../../src/domain/plan-faults.ts';
import { progressOfEntries, type TaskState } from '../../src/domain/progress.ts';
import { addDays } from '../../src/domain/text.ts';
import { plan as planSchema } from '../../src/protocol/plan.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { knownPlans } from '../../src/server/plans/seed-plans.ts';
import { planEntry } from '../fakes/plan-entries.ts';

const { units, find } = loadCatalogue();
const { plan2024, plan2026 } = knownPlans();
const hiepCuong = '12322@2025-07-01';

describe('reporting periods', () => {
  it('run from the 15th to the 14th', () => {
    expect([reportingMonthOf('2026-03-14'), reportingMonthOf('2026-03-15')]).toEqual(['2026-03', '2026-04']);
    expect([reportingYearOf('2025-12-14'), reportingYearOf('2025-12-15')]).toEqual([2025, 2026]);
    expect(monthSpan('2026-01')).toEqual({ from: '2025-12-15', to: '2026-01-14' });
    expect(quarterSpan(2026, 1)).toEqual({ from: '2025-12-15', to: '2026-03-14' });
    expect(yearSpan(2026)).toEqual({ from: '2025-12-15', to: '2026-12-14' });
    expect(weekOf('2026-11-29')).toBe('2026-11-23');
  });

  it('a phone keeps the quarter before the one of today', () => {
    expect(previousQuarterStart('2026-11-24')).toBe('2026-06-15');
    expect(previousQuarterStart('2026-03-14')).toBe('2025-09-15');
    expect(previousQuarterStart('2026-03-15')).toBe('2025-12-15');
  });

  it('every day is in the month that it is told to be in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
        const day = addDays('2000-01-01', offset);
        const { from, to } = monthSpan(reportingMonthOf(day));
        expect(from <= day && day <= to).toBe(true);
      }),
    );
  });
});

describe('the plans that the province begins with', () => {
  it.each([plan2024, plan2026])('$year: sixteen tasks, in the form that crosses the wire, without a fault', (plan) => {
    expect(plan.tasks).toHaveLength(16);
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(planFaults(plan)).toEqual([]);
    expect(plan.topics.map((topic) => topic.letter)).toEqual(['a', 'b', 'c', 'd', 'đ']);
    expect(plan.forms).toHaveLength(3);
  });

  it('2024 has the duties of ten actors; of the current year every actor is one of today', () => {
    expect(plan2024.duties).toHaveLength(10);
    expect(plan2026.duties.map((duty) => duty.actor)).not.toContain('Sở Thông tin và Truyền thông');
    expect(JSON.stringify(plan2026)).not.toMatch(/thị xã|cấp huyện|huyện/);
  });

  it.each([plan2024, plan2026])('$year: each task has somebody to do it', (plan) => {
    for (const task of plan.tasks) expect(doersOf(plan, task, units).map((unit) => unit.key)).not.toEqual([]);
  });

  it('communes air and tell of it in their meetings: 161 of them in 2024, 104 today', () => {
    for (const [plan, count] of [
      [plan2024, 161],
      [plan2026, 104],
    ] as const) {
      const { progress } = progressOfEntries(plan, [], units, `${plan.year}-12-15`);
      for (const id of ['t07', 't14']) {
        const rows = progress.find(({ task }) => task === id)?.rows ?? [];
        const keys = new Set(airing(plan).map(({ key }) => key));
        // The fifteen of December 2024 are asked for nothing in the two weeks that were left of the plan's year.
        expect(rows.filter(({ unit }) => unit !== null && keys.has(unit))).toHaveLength(count);
      }
    }
  });

  it('panels are for the districts, the communes and the departments with a one-stop desk', () => {
    expect(new Set(mounting(plan2024).map(({ type }) => type))).toEqual(
      new Set(['department', 'city', 'town', 'district', 'commune', 'ward', 'township']),
    );
    expect(new Set(mounting(plan2026).map(({ type }) => type))).toEqual(new Set(['department', 'commune', 'ward']));
    expect(mounting(plan2026).map(({ key }) => key)).not.toContain('org-thanh-tra-tinh@0');
  });

  it('every figure asks for fields that its kinds have', async () => {
    for (const indicator of indicators) {
      if (indicator.kinds === 'named') continue;
      for (const id of indicator.kinds) {
        const kind = await kindHeads.find((head) => head.id === id)?.load();
        const fields = new Map(kind?.fields.map((field) => [field.name, field]));
        if (indicator.measure !== 'count') expect(fields.get(indicator.measure.sum)?.type).toBe('number');
        for (const condition of indicator.where ?? []) {
          if ('filled' in condition) {
            expect(fields.has(condition.filled)).toBe(true);
            continue;
          }
          const { field, is } = condition;
          const asked = fields.get(field);
          if (asked?.type !== 'choice' && asked?.type !== 'choices') throw new Error(`${indicator.id} asks for ${field}`);
          expect(asked.options.map((option) => option.id)).toEqual(expect.arrayContaining([...is]));
        }
      }
    }
  });
});

describe('a plan copied to the next year', () => {
  const copied = copyPlan(plan2026, { id: 'plan-2027', year: 2027 });

  it('asks for the same by days of that year, and waits for a number of its own', () => {
    expect(copied.title).toContain('2027');
    expect(taskOf(copied, 't01').deadline).toEqual({ type: 'onDate', day: '2027-01-31' });
    expect(taskOf(copied, 't08').time).toBe('Quý I/2027');
    expect([copied.number, copied.date]).toEqual(['', null]);
    expect(planFaults(copied)).toEqual([]);
  });

  it('keeps the names of its tasks, and the year of a law in its words', () => {
    expect(copied.tasks.map((task) => task.id)).toEqual(plan2026.tasks.map((task) => task.id));
    expect(copied.topics).toEqual(plan2026.topics);
  });

  it('a leap day becomes the day before', () => {
    const leap = { ...plan2024, tasks: [{ ...taskOf(plan2024, 't01'), deadline: { type: 'onDate' as const, day: '2024-02-29' } }] };
    expect(copyPlan(leap, { id: 'x', year: 2025 }).tasks[0]?.deadline).toEqual({ type: 'onDate', day: '2025-02-28' });
  });
});

describe('what is wrong with a plan is said in a sentence', () => {
  it.each([
    [{ title: 'abc' }, 'Nhiệm vụ 1: nội dung phải có ít nhất 5 chữ cái.'],
    [{ targets: [] }, 'Nhiệm vụ 1: chưa có chỉ tiêu.'],
    [{ doers: { types: [], units: [] } }, 'Nhiệm vụ 1: chưa chọn đơn vị thực hiện.'],
    [{ deadline: { type: 'onDate', day: '2025-06-01' } }, 'Nhiệm vụ 1: thời hạn phải nằm trong kỳ của năm, từ 15/12/2025 đến 14/12/2026.'],
    [{ deadline: { type: 'range', from: '2026-06-01', to: '2026-05-01' } }, 'Nhiệm vụ 1: ngày cuối phải sau ngày đầu.'],
    [{ targets: [{ indicator: 'named', amount: 0, per: 'year' }] }, 'Nhiệm vụ 1: số lượng phải lớn hơn 0.'],
  ] as [Partial<Task>, string][])('%j', (change, sentence) => {
    const plan = { ...plan2026, tasks: [{ ...taskOf(plan2026, 't01'), ...change }] };
    expect(planFaults(plan).map((fault) => fault.sentence)).toContain(sentence);
  });

  it.each([
    [{ forms: [{ letter: 'a', text: ' ', kinds: [] }] }, 'Hình thức điểm a chưa có nội dung.'],
    [{ duties: [{ actor: '', text: ['Theo dõi.'] }] }, 'Trách nhiệm 1: chưa ghi cơ quan, đơn vị.'],
    [{ duties: [{ actor: 'Sở Nội vụ', text: [] }] }, 'Trách nhiệm 1: chưa ghi việc phải làm.'],
  ] as [Partial<Plan>, string][])('%j', (change, sentence) => {
    expect(planFaults({ ...plan2026, ...change }).map((fault) => fault.sentence)).toContain(sentence);
  });
});

describe('how far a commune is with "two airings a week"', () => {
  it('nothing logged is not begun; too little by the last whole week is behind; enough is on track', () => {
    expect(stateAt([], '2025-12-20')).toBe('notStarted');
    expect(stateAt([aired(0, 2)], '2025-12-29')).toBe('behind');
    expect(stateAt([aired(0, 2), aired(1, 2)], '2025-12-29')).toBe('onTrack');
  });

  it('what is more in one week makes no other week good', () => {
    const { row } = at([aired(0, 104)], '2026-03-02');
    expect([row?.state, row?.targets[0]?.ended, row?.targets[0]?.missed]).toEqual(['behind', 11, 10]);
  });

  it('with nothing in all the weeks that are over it is behind, not merely not begun', () => {
    expect(stateAt([], '2025-12-28')).toBe('behind');
    expect(stateAt([], '2026-11-30')).toBe('behind');
  });

  it('what nobody has approved yet is told apart and proves nothing', () => {
    const { row, proof } = at([aired(0, 2, 'submitted'), aired(0, 1)], '2025-12-22');
    expect(row).toMatchObject({ state: 'behind', targets: [{ approved: 1, pending: 2, expected: 2 }] });
    expect(proof).toEqual({ approved: ['0-1'], pending: ['0-2'] });
  });

  it('at the end of the year it is done, or overdue', () => {
    const whole = Array.from({ length: 52 }, (_, week) => aired(week, 2));
    expect(stateAt(whole, '2026-12-14')).toBe('done');
    expect(stateAt(whole.slice(1), '2026-12-14')).toBe('behind');
    expect(stateAt(whole.slice(1), '2026-12-15')).toBe('overdue');
  });

  it('all that a year asks for, with one week missed, is not all weeks', () => {
    const whole = [aired(1, 4), ...Array.from({ length: 50 }, (_, week) => aired(week + 2, 2))];
    const { row } = at(whole, '2026-12-15');
    expect([row?.state, row?.targets[0]?.approved, row?.targets[0]?.needed]).toEqual(['overdue', 104, 104]);
  });

  it('a series is shared out among its weeks', () => {
    const series = planEntry({
      id: 'series',
      unit: hiepCuong,
      kind: 'broadcast',
      status: 'approved',
      values: { airDates: ['2025-12-19', '2025-12-20', '2025-12-22'], airings: 7 },
    });
    const airings = factsOf(series, indicators).filter((fact) => fact.indicator === 'broadcastAirings');
    expect(airings.map((fact) => [fact.week, fact.approved])).toEqual([
      ['2025-12-15', 5],
      ['2025-12-22', 2],
    ]);
  });
});

describe('by a date', () => {
  it('what is due on a day is not begun, then overdue, then done, however late', () => {
    expect(issued([], '2026-01-31')).toBe('notStarted');
    expect(issued([], '2026-02-01')).toBe('overdue');
    expect(issued([made('submitted')], '2026-02-01')).toBe('overdue');
    expect(issued([made('approved')], '2026-02-01')).toBe('done');
  });
});

describe('a task with several targets by its last day: three classes, 450 people', () => {
  // t09 of 2026: from 15/3 to 14/9.
  const classes = trained(3, 0);

  it('not begun is not begun, until its last day', () => {
    expect([trainedBy([], '2026-03-15'), trainedBy([], '2026-08-01'), trainedBy([], '2026-09-14'), trainedBy([], '2026-09-15')]).toEqual([
      'notStarted',
      'notStarted',
      'behind',
      'overdue',
    ]);
  });

  it('begun, it is behind where one of its targets is short of what is due by now, though another is reached', () => {
    expect(trainedBy([classes], '2026-03-15')).toBe('onTrack');
    expect(trainedBy([classes], '2026-06-15')).toBe('behind');
    expect(trainedBy([classes], '2026-09-14')).toBe('behind');
    expect(trainedBy([classes], '2026-09-15')).toBe('overdue');
  });

  it('is done once all of them are reached', () => {
    expect(trainedBy([trained(3, 400)], '2026-09-14')).toBe('behind');
    expect(trainedBy([trained(3, 450)], '2026-05-04')).toBe('done');
  });
});

describe('a target for each month within a range of days', () => {
  it('asks for the whole months of the range and no others', () => {
    const task: Task = {
      ...taskOf(plan2026, 't14'),
      deadline: { type: 'range', from: '2026-03-15', to: '2026-06-14' },
      targets: [{ indicator: 'integratedMeetings', amount: 1, per: 'month' }],
    };
    const met = ['2026-03-20', '2026-04-20', '2026-05-20'].map((day, index) => meeting(`m${index}`, day));
    const row = (entries: Entry[], today: string) => {
      const { progress } = progressOfEntries({ ...plan2026, tasks: [task] }, entries, units, today);
      return progress[0]?.rows.find((each) => each.unit === hiepCuong);
    };
    expect(row(met, '2026-06-15')).toMatchObject({ state: 'done', targets: [{ needed: 3, ended: 3, missed: 0 }] });
    expect(row(met.slice(1), '2026-05-01')).toMatchObject({ state: 'behind', targets: [{ needed: 3, ended: 1, missed: 1 }] });
    expect(row([], '2026-03-20')?.state).toBe('notStarted');
  });
});

describe('what a unit took over from elsewhere', () => {
  it.each([
    ['mediaItem', { publishedOn: '2026-03-02', outletType: 'communeWebsite' }, ['mediaItems', 'websiteItems'], ['mediaReposts']],
    ['socialPost', { postedOn: '2026-03-02', platform: 'zaloGroup', posts: 3 }, ['socialPosts'], ['socialReposts']],
  ])('of %s is counted apart from what it wrote', (kind, values, written, takenOver) => {
    expect(fedBy(kind, { ...values, origin: 'own' })).toEqual(written);
    expect(fedBy(kind, { ...values, origin: 'repost' })).toEqual(takenOver);
  });

  it('fulfils no task that asks for items, and is no proof of one, also where it names the task', () => {
    const items = ['own', 'repost'].map((origin) =>
      planEntry({
        id: origin,
        unit: hiepCuong,
        kind: 'mediaItem',
        status: 'approved',
        values: { publishedOn: '2026-03-02', outletType: 'communeWebsite', origin },
        task: 't05',
      }),
    );
    const { progress, proof } = progressOfEntries(plan2026, items, units, '2026-03-10');
    expect(targetOf(progress.find(({ task }) => task === 't05')?.rows ?? [], hiepCuong)).toBe(1);
    expect(proof('t05', hiepCuong).approved).toEqual(['own']);
  });
});

describe('opinions and petitions', () => {
  it('are counted as received, and as answered once they are', () => {
    expect(fedBy('feedback', { receivedOn: '2026-03-02' })).toEqual(['feedbackReceived']);
    expect(fedBy('feedback', { receivedOn: '2026-03-02', answeredOn: '2026-03-05' })).toEqual(['feedbackReceived', 'feedbackAnswered']);
  });
});

describe('the task that an entry serves', () => {
  const commune = find(hiepCuong);
  const suggested = (kind: string, values: Record<string, string | string[]>) =>
    commune ? suggestTasks([plan2024, plan2026], { kind, values }, commune).map((task) => task.id) : [];

  it('is offered by kind, unit and day; never more than three', () => {
    expect(suggested('broadcast', { airDates: ['2026-11-24'] })[0]).toBe('t07');
    expect(suggested('integratedMeeting', { heldOn: '2026-11-24' })[0]).toBe('t14');
    expect(suggested('visualDisplay', { mountedOn: '2026-03-01', displayType: 'panel', action: 'newlyMounted' })[0]).toBe('t11');
    expect(suggested('broadcast', { airDates: ['2026-11-24'] }).length).toBeLessThanOrEqual(3);
  });

  it('comes from the plan of the entry’s own date, and from none where there is none', () => {
    expect(planOf([plan2024, plan2026], '2024-06-01')?.id).toBe('plan-2024');
    expect(planOf([plan2024, plan2026], '2025-12-15')?.id).toBe('plan-2026');
    expect(planOf([plan2024, plan2026], '2025-06-01')).toBeUndefined();
    expect(suggested('broadcast', { airDates: ['2025-08-01'] })).toEqual([]);
  });

  it('once named, it is the only one that the entry counts for', () => {
    const named = planEntry({
      id: 'named',
      unit: hiepCuong,
      kind: 'broadcast',
      status: 'approved',
      values: { airDates: ['2026-11-24'], airings: 2 },
      task: 't14',
    });
    const { proof } = progressOfEntries(plan2026, [named], units, '2026-11-24');
    expect([proof('t07', hiepCuong).approved, proof('t14', hiepCuong).approved]).toEqual([[], []]);
    expect(findIndicator('named')?.kinds).toBe('named');
  });
});

describe('what several units held together', () => {
  const [one, two, three] = airing(plan2026).map(({ key }) => key);

  it('counts for each that owes it, and is marked for those that did not write it', () => {
    const { rows, proof } = rowsOf(heldTogether(one, two, stranger), 'each');
    const counted = rows.filter(({ targets }) => (targets[0]?.approved ?? 0) > 0);
    const figures = counted.map(({ unit, targets }) => [unit, targets[0]?.approved, targets[0]?.joint]);
    expect(figures).toEqual([
      [one, targetOf(rows, one), undefined],
      [two, targetOf(rows, one), targetOf(rows, one)],
    ]);
    expect([proof(one ?? ''), proof(two ?? ''), proof(three ?? '')]).toEqual([['joint'], ['joint'], []]);
  });

  it('counts once for all that owe it together, whoever of them wrote it, and also if none of them did', () => {
    const alone = targetOf(rowsOf(heldTogether(one), 'together').rows, null);
    expect(alone).toBeGreaterThan(0);
    for (const entry of [heldTogether(one, two, three), heldTogether(three, one), heldTogether(stranger, two, three)]) {
      const { rows, proof } = rowsOf(entry, 'together');
      expect(targetOf(rows, null)).toBe(alone);
      expect(proof(null)).toEqual(['joint']);
    }
  });
});

const stranger = 'org-so-noi-vu@0';

function fedBy(kind: string, values: FieldValues): string[] {
  return factsOf({ kind, values, status: 'approved' }, indicators).map((fact) => fact.indicator);
}

function heldTogether(unit: string | undefined, ...coOrganisers: (string | undefined)[]): Entry {
  return planEntry({
    id: 'joint',
    unit: unit ?? '',
    kind: 'broadcast',
    status: 'approved',
    values: { airDates: ['2026-11-24'], airings: 2, coOrganisers: coOrganisers.map((key) => key ?? '') },
  });
}

function rowsOf(entry: Entry, scope: Task['scope']) {
  const plan = { ...plan2026, tasks: [{ ...taskOf(plan2026, 't07'), scope }] };
  const { progress, proof } = progressOfEntries(plan, [entry], units, '2026-11-24');
  return { rows: progress[0]?.rows ?? [], proof: (unit: string | null) => proof('t07', unit).approved };
}

function targetOf(rows: { unit: string | null; targets: { approved: number }[] }[], unit: string | null | undefined): number | undefined {
  return rows.find((row) => row.unit === unit)?.targets[0]?.approved;
}

function taskOf(plan: Plan, id: string): Task {
  const task = plan.tasks.find((each) => each.id === id);
  if (!task) throw new Error(id);
  return task;
}

function airing(plan: Plan) {
  return doersOf(plan, taskOf(plan, 't07'), units);
}

function mounting(plan: Plan) {
  return doersOf(plan, taskOf(plan, 't11'), units);
}

function aired(week: number, airings: number, status: 'approved' | 'submitted' = 'approved') {
  return planEntry({
    id: `${week}-${airings}`,
    unit: hiepCuong,
    kind: 'broadcast',
    status,
    values: { airDates: [addDays('2025-12-15', week * 7)], airings },
  });
}

/** Classes whose people are not counted yet, or are. */
function trained(classes: number, attendance: number): Entry {
  return planEntry({
    id: `trained-${attendance}`,
    unit: stranger,
    kind: 'training',
    status: 'approved',
    values: { startDate: '2026-05-04', classes, ...(attendance > 0 && { attendance }) },
  });
}

function trainedBy(entries: Entry[], today: string): TaskState | undefined {
  const { progress } = progressOfEntries(plan2026, entries, units, today);
  return progress.find(({ task }) => task === 't09')?.rows[0]?.state;
}

function meeting(id: string, day: string): Entry {
  return planEntry({ id, unit: hiepCuong, kind: 'integratedMeeting', status: 'approved', values: { heldOn: day } });
}

function made(status: 'approved' | 'submitted') {
  return planEntry({ id: 'made', unit: hiepCuong, kind: 'conference', status, values: { heldOn: '2026-01-20' }, task: 't01' });
}

function at(entries: Entry[], today: string) {
  const { progress, proof } = progressOfEntries(plan2026, entries, units, today);
  const row = progress.find((task) => task.task === 't07')?.rows.find((each) => each.unit === hiepCuong);
  return { row, proof: proof('t07', hiepCuong) };
}

function stateAt(entries: Entry[], today: string): TaskState | undefined {
  return at(entries, today).row?.state;
}

function issued(entries: Entry[], today: string): TaskState | undefined {
  const { progress } = progressOfEntries(plan2026, entries, units, today);
  return progress.find((task) => task.task === 't01')?.rows.find((row) => row.unit === hiepCuong)?.state;
}
