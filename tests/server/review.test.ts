import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/kinds/field.ts';
import { isValidOn } from '../../src/domain/unit.ts';
import type { HistoryItem } from '../../src/protocol/history.ts';
import type { ProgressAnswer } from '../../src/protocol/plan.ts';
import type { EntryPage, ListedEntry } from '../../src/protocol/review.ts';
import { communesOn, loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { trainingValues } from '../fakes/device.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { broadcast, newId, referenceOf, units, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;
let reviewer: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  phone = await signedIn('hiepcuong');
  reviewer = await signedIn('sonoivu');
});
afterEach(() => server.close());

async function signedIn(username: string): Promise<WirePhone> {
  const device = new WirePhone(server.url, testNow);
  await device.signIn(username);
  return device;
}

async function read<Answer>(device: WirePhone, address: string): Promise<Answer> {
  return (await device.fetch(address)).json() as Promise<Answer>;
}

async function ask(device: WirePhone, change: Parameters<WirePhone['push']>[0]): Promise<unknown> {
  return (await device.push(change)).results.at(-1)?.slice(1);
}

describe('the demo’s departments', () => {
  it('have a reviewer as communes have, so that what the plan asks of them can be approved', async () => {
    const department = await signedIn('sotuphap');
    const unit = 'org-so-tu-phap@0';
    const entry = broadcast();
    const meeting = { ...entry, unit, kind: 'integratedMeeting', set: meetingValues };
    expect((await department.push(meeting)).results.at(-1)?.slice(1)).toEqual(['ok', 1]);
    const { entries } = await read<EntryPage>(reviewer, '/v1/review');
    expect(entries.map((row) => row.entry.id)).toEqual([entry.id]);
    expect(await ask(reviewer, { type: 'review', id: entry.id, base: 1, verdict: 'approve' })).toEqual(['ok', 2]);
    const { tasks } = await read<ProgressAnswer>(department, '/v1/plans/plan-2026/progress');
    expect(tasks.find(({ task }) => task === 't14')?.rows.find((row) => row.unit === unit)?.targets[0]?.approved).toBe(1);
  });

  it('all of them do, and every other body of today', async () => {
    const routed = await server.parts.database.query.selectFrom('review_route').select('unit').execute();
    const bodies = loadCatalogue().units.filter((unit) => unit.tier === 'organisation' && isValidOn(unit, '2026-11-24'));
    expect(new Set(routed.map(({ unit }) => unit))).toEqual(
      new Set([...bodies, ...communesOn(loadCatalogue(), '2026-11-24')].map(({ key }) => key)),
    );
  });
});

const meetingValues = {
  heldOn: '2026-11-24',
  meetingType: 'officeMeeting',
  host: 'Giám đốc Sở',
  title: 'Lồng ghép nội dung CCHC: Họp cơ quan',
  durationMinutes: 20,
  attendance: 30,
  audience: ['officials'],
  topics: ['procedures'],
};

describe('a supervisor decides', () => {
  it('a returned entry reaches the phone with its remark, is corrected, and is approved', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await reviewer.push({
      type: 'review',
      id: entry.id,
      base: 1,
      verdict: 'return',
      remark: 'Ghi rõ thời lượng',
      flags: ['durationMinutes'],
    });
    const told = (await phone.sync()).entries[0];
    expect(told).toMatchObject({
      status: 'returned',
      review: { remark: 'Ghi rõ thời lượng', flags: ['durationMinutes'], by: { name: 'Phạm Thị Thu Hà' } },
    });
    await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 20 }, submit: true });
    const { entries } = await read<EntryPage>(reviewer, '/v1/review');
    expect(entries[0]?.entry).toMatchObject({ status: 'submitted', changes: { durationMinutes: [15, 20] } });
    const answer = await reviewer.push({ type: 'review', id: entry.id, base: 3, verdict: 'approve' });
    expect(answer.results.at(-1)).toEqual([2, 'ok', 4]);
    expect((await phone.push({ type: 'edit', id: entry.id, base: 4, set: { durationMinutes: 30 } })).results.at(-1)?.slice(1)).toEqual([
      'held',
      'locked',
    ]);
  });

  it('about a version that changed meanwhile: nothing is approved that was not seen', async () => {
    const entry = broadcast();
    await phone.push(entry, { type: 'edit', id: entry.id, set: { durationMinutes: 20 } });
    const answer = await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    expect(answer.results).toEqual([[1, 'held', 'stale_review']]);
    expect(answer.entries[0]).toMatchObject({ id: entry.id, revision: 2, status: 'submitted' });
  });

  it('a return or a rejection without a word is not taken', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const answer = await reviewer.push(
      { type: 'review', id: entry.id, base: 1, verdict: 'return', remark: '  ' },
      { type: 'review', id: entry.id, base: 1, verdict: 'reject' },
      { type: 'review', id: entry.id, base: 1, verdict: 'reject', remark: 'Không thuộc nội dung CCHC' },
      { type: 'reopen', id: entry.id, base: 2 },
    );
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['held', 'invalid', 'remark'],
      ['held', 'invalid', 'remark'],
      ['ok', 2],
      ['ok', 3],
    ]);
  });

  it('what was approved or rejected is opened again: it reaches the phone as returned, with the words of who did it', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'reject', remark: 'Trùng với mục khác' });
    expect(await ask(reviewer, { type: 'reopen', id: entry.id, base: 2, remark: 'Không trùng. Ghi rõ giờ phát' })).toEqual(['ok', 3]);
    expect((await phone.sync()).entries[0]).toMatchObject({
      status: 'returned',
      changes: {},
      review: { verdict: 'return', remark: 'Không trùng. Ghi rõ giờ phát', flags: [], by: { name: 'Phạm Thị Thu Hà' }, revision: 2 },
    });
    await phone.push({ type: 'edit', id: entry.id, base: 3, set: { durationMinutes: 20 }, submit: true });
    const { entries } = await read<EntryPage>(reviewer, '/v1/review');
    expect(entries[0]?.entry).toMatchObject({ status: 'submitted', changes: { durationMinutes: [15, 20] } });
  });

  it('takes a decision back: the entry waits on as it stood, for its author too, and is decided anew', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'return', remark: 'Ghi rõ thời lượng' });
    await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 20 }, submit: true });
    const { entries: queued } = await read<EntryPage>(reviewer, '/v1/review');
    const answer = await reviewer.push(
      { type: 'review', id: entry.id, base: 3, verdict: 'approve' },
      { type: 'withdraw', id: entry.id, base: 3 },
    );
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['ok', 4],
      ['ok', 5],
    ]);
    expect((await phone.sync()).entries[0]).toMatchObject({ status: 'submitted', changes: { durationMinutes: [15, 20] } });
    const { entries: again } = await read<EntryPage>(reviewer, '/v1/review');
    const { values, submittedAt, review } = queued[0]?.entry ?? {};
    expect(again[0]?.entry).toMatchObject({ values, submittedAt, review: { verdict: review?.verdict, remark: review?.remark } });
    expect(again[0]?.entry.review).not.toHaveProperty('before');
    expect(await ask(reviewer, { type: 'review', id: entry.id, base: 3, verdict: 'reject', remark: 'Trùng' })).toEqual(['ok', 6]);
    const history = await read<{ changes: { type: string }[] }>(reviewer, `/v1/entries/${entry.id}/history`);
    expect(history.changes.map((change) => change.type).slice(0, 3)).toEqual(['review', 'withdraw', 'review']);
  });

  it('can be read by everybody concerned: the history says how each decision went, and with which words', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'return', remark: 'Ghi rõ thời lượng' });
    await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 20 }, submit: true });
    await reviewer.push({ type: 'review', id: entry.id, base: 3, verdict: 'reject', remark: 'Trùng với mục khác' });
    await reviewer.push({ type: 'reopen', id: entry.id, base: 4, remark: 'Không trùng' });
    await phone.push({ type: 'edit', id: entry.id, base: 5, set: { durationMinutes: 25 }, submit: true });
    await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'reject', remark: 'chưa xem bản mới' });
    await reviewer.push({ type: 'review', id: entry.id, base: 6, verdict: 'approve', remark: '' });
    const { changes } = await read<{ changes: HistoryItem[] }>(phone, `/v1/entries/${entry.id}/history`);
    const saidIn = (outcomes: readonly string[]) =>
      changes.filter(({ outcome }) => outcomes.includes(outcome)).map(({ type, verdict, remark }) => [type, verdict, remark]);
    expect(saidIn(['ok', 'merged'])).toEqual([
      ['review', 'approve', undefined],
      ['edit', undefined, undefined],
      ['reopen', undefined, 'Không trùng'],
      ['review', 'reject', 'Trùng với mục khác'],
      ['edit', undefined, undefined],
      ['review', 'return', 'Ghi rõ thời lượng'],
      ['new', undefined, undefined],
    ]);
    expect(saidIn(['held'])).toEqual([['review', undefined, undefined]]);
  });

  it('takes back nothing that somebody else decided, that is not decided, or that something has followed', async () => {
    const [entry, other] = [broadcast(), broadcast()];
    await phone.push(entry, other);
    const colleague = await signedIn('sonoivu');
    expect(await ask(reviewer, { type: 'withdraw', id: entry.id, base: 1 })).toEqual(['held', 'state']);
    await reviewer.push({ type: 'review', id: entry.id, base: 1, verdict: 'return', remark: 'Ghi rõ thời lượng' });
    // The same person on another device, which has not seen the decision.
    expect(await ask(colleague, { type: 'withdraw', id: entry.id, base: 1 })).toEqual(['held', 'stale_review']);
    await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 20 } });
    expect(await ask(reviewer, { type: 'withdraw', id: entry.id, base: 1 })).toEqual(['held', 'stale_review']);
    await reviewer.push(
      { type: 'review', id: other.id, base: 1, verdict: 'approve' },
      { type: 'reopen', id: other.id, base: 2, remark: 'Ghi rõ giờ phát' },
    );
    // Opened again it was sent back to its author: that is no decision to be taken back.
    expect(await ask(reviewer, { type: 'withdraw', id: other.id, base: 2 })).toEqual(['held', 'state']);
    expect(await ask(phone, { type: 'withdraw', id: other.id, base: 3 })).toEqual(['held', 'role']);
  });

  it('a decision after one that was taken back is about what was seen, and no other', async () => {
    const entry = broadcast();
    await phone.push(entry, { type: 'edit', id: entry.id, set: { durationMinutes: 20 } });
    const answer = await reviewer.push(
      { type: 'review', id: entry.id, base: 1, verdict: 'approve' },
      { type: 'withdraw', id: entry.id, base: 1 },
      { type: 'review', id: entry.id, base: 1, verdict: 'approve' },
    );
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['held', 'stale_review'],
      ['held', 'state'],
      ['held', 'stale_review'],
    ]);
  });

  it('a photo that arrives makes no decision stale', async () => {
    const bytes = new Uint8Array(await plainJpeg(1, 320));
    const photo = referenceOf(bytes);
    const id = newId();
    await phone.push({ type: 'new', id, unit: units.hiepCuong, kind: 'training', set: trainingValues(), photos: [photo], submit: true });
    const seen = await read<ListedEntry>(reviewer, `/v1/entries/${id}`);
    expect((await phone.patch(photo.id, 0, bytes)).status).toBe(204);
    expect(await ask(reviewer, { type: 'review', id, base: seen.entry.revision, verdict: 'approve' })).toEqual(['ok', 2]);
  });
});

describe('who may what, asked of the server', () => {
  it('each refusal has its reason', async () => {
    const entry = broadcast();
    await phone.push(entry);
    const elsewhere = await signedIn('phohien');
    const administrator = await signedIn('quantri');
    expect(await ask(elsewhere, { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 1 } })).toEqual(['held', 'scope']);
    expect(await ask(elsewhere, { type: 'comment', id: entry.id, base: 1, comment: newId(), text: 'a' })).toEqual(['held', 'scope']);
    expect(await ask(elsewhere, broadcast())).toEqual(['held', 'scope']);
    expect(await ask(phone, { type: 'review', id: entry.id, base: 1, verdict: 'approve' })).toEqual(['held', 'role']);
    expect(await ask(administrator, { type: 'void', id: entry.id, base: 1 })).toEqual(['held', 'role']);
    expect(await ask(reviewer, { type: 'edit', id: entry.id, base: 1, set: {} })).toEqual(['held', 'role']);
    expect(await ask(reviewer, { type: 'reopen', id: entry.id, base: 1 })).toEqual(['held', 'state']);
    expect(await ask(reviewer, { type: 'comment', id: entry.id, base: 1, comment: newId(), text: 'Xem lại' })).toEqual(['ok', 2]);
    expect(await ask(reviewer, { type: 'review', id: entry.id, base: 2, verdict: 'approve' })).toEqual(['ok', 3]);
    expect(await ask(phone, { type: 'void', id: entry.id, base: 3 })).toEqual(['held', 'locked']);
  });

  it('nobody approves what they wrote, whatever offices they hold', async () => {
    await server.parts.database.query
      .insertInto('granted_role')
      .values({ person: reviewer.person?.id ?? '', unit: units.hiepCuong, role: 'reporter', from_day: '2025-07-01', to_day: null })
      .execute();
    const entry = broadcast();
    const answer = await reviewer.push(entry, { type: 'review', id: entry.id, base: 1, verdict: 'approve' });
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['ok', 1],
      ['held', 'role'],
    ]);
    expect((await read<EntryPage>(reviewer, '/v1/review')).total).toBe(0);
  });

  it('what was written before the unit was lost is still taken, later things are not', async () => {
    const entry = broadcast();
    await phone.push(entry);
    await server.parts.database.query
      .updateTable('granted_role')
      .set({ to_day: '2026-11-23' })
      .where('unit', '=', units.hiepCuong)
      .execute();
    const answer = await phone.push(
      { type: 'edit', id: entry.id, base: 1, set: { durationMinutes: 20 } },
      broadcast({ airDates: ['2026-11-20'] }),
      broadcast({ airDates: ['2026-11-24'] }),
    );
    expect(answer.results.map((result) => result.slice(1))).toEqual([
      ['ok', 2],
      ['ok', 1],
      ['held', 'scope'],
    ]);
    server.clock.now += 91 * 86_400_000;
    await phone.signIn('hiepcuong');
    expect((await phone.push({ type: 'edit', id: entry.id, base: 2, set: { durationMinutes: 25 } })).results.at(-1)?.slice(1)).toEqual([
      'held',
      'scope',
    ]);
  });
});

describe('lists', () => {
  it('the queue comes oldest submission first, page by page, with its total', async () => {
    const sent: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      server.clock.now += 1000;
      const entry = broadcast();
      sent.push(entry.id);
      await phone.push(entry);
    }
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page: EntryPage = await read(reviewer, `/v1/review?limit=2${next && `&after=${encodeURIComponent(next)}`}`);
      expect(page.total).toBe(5);
      expect(page.entries[0]?.unitName).toBe(page.entries[0] && 'Xã Hiệp Cường');
      seen.push(...page.entries.map(({ entry }) => entry.id));
      next = page.next;
    }
    expect(seen).toEqual(sent);
  });

  it('the queue is for reviewers', async () => {
    expect((await phone.fetch('/v1/review')).status).toBe(403);
    expect((await new WirePhone(server.url, testNow).fetch('/v1/review')).status).toBe(401);
  });

  it('entries: the own unit for a reporter, routed units for a reviewer, nothing for an administrator', async () => {
    const elsewhere = await signedIn('phohien');
    await phone.push(broadcast({ airDates: ['2026-11-01'] }), broadcast());
    await elsewhere.push({ ...broadcast(), unit: units.phoHien });
    const total = async (device: WirePhone, query = '') => (await read<EntryPage>(device, `/v1/entries${query}`)).total;
    expect(await total(phone)).toBe(2);
    expect(await total(elsewhere)).toBe(1);
    expect(await total(reviewer)).toBe(3);
    expect(await total(await signedIn('quantri'))).toBe(0);
    expect(await total(phone, `?unit=${encodeURIComponent(units.phoHien)}`)).toBe(0);
    expect(await total(reviewer, '?from=2026-11-02&to=2026-11-30')).toBe(2);
    const newest = await read<EntryPage>(phone, '/v1/entries?limit=1');
    const next = await read<EntryPage>(phone, `/v1/entries?limit=1&after=${encodeURIComponent(newest.next ?? '')}`);
    expect([newest, next].map((page) => page.entries[0]?.entry.values['airDates'])).toEqual([['2026-11-24'], ['2026-11-01']]);
  });

  it("another unit's entry is not there", async () => {
    const entry = broadcast();
    await phone.push(entry);
    expect((await (await signedIn('phohien')).fetch(`/v1/entries/${entry.id}`)).status).toBe(404);
  });
});

const url = 'https://baohungyen.vn/cai-cach-hanh-chinh/mot-cua-o-hiep-cuong';
let pages = 0;

describe('a page of the web that is logged once more', () => {
  it('is told to the reviewer of both, across units and kinds, and a repost of it is not', async () => {
    const elsewhere = await signedIn('phohien');
    const [item, post] = [aboutPage({}), { ...aboutPage({}, 'socialPost'), unit: units.phoHien }];
    const [repost, another] = [aboutPage({ origin: 'repost' }), aboutPage({ url: `${url}-2` })];
    await phone.push(item, repost, another);
    await elsewhere.push(post);
    expect(await doublesTold()).toEqual({
      [item.id]: [{ why: 'address', entry: post.id }],
      [post.id]: [{ why: 'address', entry: item.id }],
      [repost.id]: [],
      [another.id]: [],
    });
  });

  it('is told no more once one of the two is something else, or does not stand in the book', async () => {
    const [first, second] = [aboutPage({}), aboutPage({})];
    await phone.push(first, second);
    expect((await doublesTold())[first.id]).toEqual([{ why: 'address', entry: second.id }]);
    await phone.push({ type: 'edit', id: second.id, base: 1, set: { url: `${url}-2` } });
    expect((await doublesTold())[first.id]).toEqual([]);
    await phone.push({ type: 'edit', id: second.id, base: 2, set: { url } });
    expect((await doublesTold())[first.id]).toEqual([{ why: 'address', entry: second.id }]);
    await reviewer.push({ type: 'review', id: second.id, base: 3, verdict: 'reject', remark: 'Trùng' });
    expect((await doublesTold())[first.id]).toEqual([]);
  });

  it('is told also of what was logged before the server could tell', async () => {
    const [first, second] = [aboutPage({}), aboutPage({})];
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'so-older-'));
    try {
      await server.close();
      server = await startTestServer({ dataFolder });
      await (await signedIn('hiepcuong')).push(first, second);
      await server.close();
      const older = new BetterSqlite(path.join(dataFolder, 'so.sqlite'));
      older.exec('drop index entry_unique; alter table entry drop column unique_hash; drop table invitation');
      older.prepare("delete from kysely_migration where name >= '0012-unique'").run();
      older.close();
      server = await startTestServer({ dataFolder });
      reviewer = await signedIn('sonoivu');
      expect((await doublesTold())[first.id]).toEqual([{ why: 'address', entry: second.id }]);
    } finally {
      await rm(dataFolder, { recursive: true });
    }
  });
});

/** What two of them have in common is the page alone: neither day nor title. */
function aboutPage(set: FieldValues, kind: 'mediaItem' | 'socialPost' = 'mediaItem') {
  const id = newId();
  const day = `2026-11-${String((pages += 1) + 1).padStart(2, '0')}`;
  const place = kind === 'mediaItem' ? { publishedOn: day, outletType: 'onlineNewspaper', outletName: 'Báo' } : { postedOn: day };
  const others = kind === 'mediaItem' ? { genre: 'newsItem' } : { platform: 'facebook', posts: 1 };
  const values = { ...place, ...others, title: `Một cửa, lần ${id}`, url, origin: 'own', topics: ['procedures'], ...set };
  return { type: 'new' as const, id, unit: units.hiepCuong, kind, submit: true as const, set: values };
}

async function doublesTold(): Promise<Record<string, ListedEntry['doubles']>> {
  const { entries } = await read<EntryPage>(reviewer, '/v1/review');
  return Object.fromEntries(entries.map(({ entry, doubles }) => [entry.id, doubles ?? []]));
}
