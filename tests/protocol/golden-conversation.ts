import { units } from '../fakes/wire-phone.ts';

type Say = (as: string, request: object) => Promise<object>;

/** Two phones of one unit, one of another, and the desk: every kind of change, carried out, merged and refused. */
export async function goldenConversation(say: Say, start: number): Promise<void> {
  let now = start;
  const phone = speaker(say, 'hiepcuong', 'golden-phone-000000001', () => (now += 1000));
  const colleague = speaker(say, 'hiepcuong', 'golden-phone-000000002', () => (now += 1000));
  const other = speaker(say, 'phohien', 'golden-phone-000000003', () => (now += 1000));
  const desk = speaker(say, 'sonoivu', 'golden-phone-000000004', () => (now += 1000));

  await phone();
  await phone(newBroadcast(1), newTraining(2));
  await phone({ ...newBroadcast(3), set: { ...broadcastValues, airings: -1 } });
  await colleague();
  await colleague({
    type: 'edit',
    id: id(1),
    base: 1,
    set: { durationMinutes: 20 },
    add: { topics: ['digitalGovernment'] },
    remove: { topics: [] },
  });
  await phone({ type: 'edit', id: id(1), base: 1, set: { durationMinutes: 30 } });
  await desk({ type: 'review', id: id(1), base: 1, verdict: 'approve' });
  await desk({ type: 'review', id: id(2), base: 1, verdict: 'return', remark: 'Bổ sung số người dự', flags: ['attendance'] });
  await phone({ type: 'edit', id: id(2), base: 2, set: { attendance: 40 } });
  await colleague({ type: 'edit', id: id(2), base: 2, set: { attendance: 41 }, submit: true });
  await phone({ type: 'submit', id: id(2), base: 4 });
  await colleague({ type: 'resolve', id: id(2), base: 4, field: 'attendance', pick: 41 }, { type: 'submit', id: id(2), base: 4 });
  await desk({ type: 'comment', id: id(2), base: 6, comment: id(50), text: 'Cảm ơn' });
  await desk({ type: 'review', id: id(2), base: 7, verdict: 'approve' });
  await phone({ type: 'edit', id: id(2), base: 8, set: { attendance: 42 } });
  await desk({ type: 'reopen', id: id(2), base: 8, reason: 'Kiểm tra lại' });
  await phone({ type: 'void', id: id(2), base: 9 });
  await phone({ type: 'dismiss', id: id(3), base: 0, held: ['golden-phone-000000001', 3] });
  await other({ type: 'edit', id: id(1), base: 3, set: { note: 'của đơn vị khác' } });
  await desk({ type: 'move', id: id(1), base: 3, unit: units.phoHien });
  await other();
  await phone({ ...newBroadcast(4), fromTheFuture: { kept: true } }, { type: 'unheardOf', id: id(4), base: 0 });
  // A number used for other content, a gap, and nothing new.
  await say('hiepcuong', {
    ...requestOf('golden-phone-000000001', (now += 1000)),
    mutations: [{ ...newBroadcast(9), n: 1, at: now, base: 0 }],
  });
  await say('hiepcuong', {
    ...requestOf('golden-phone-000000001', (now += 1000)),
    mutations: [{ ...newBroadcast(9), n: 99, at: now, base: 0 }],
  });
  await phone();
}

/**
 * A phone with a key whose profile was copied: the copy takes another name and says again what it had said, with where that
 * stood. A joint event, and a decision that is withdrawn.
 */
export async function renamedConversation(say: Say, start: number): Promise<void> {
  let now = start;
  const tick = (): number => (now += 1000);
  const more = { joint: true, publicKey };
  const phone = speaker(say, 'hiepcuong', 'golden-named-000000001', tick, more);
  const copy = speaker(say, 'hiepcuong', 'golden-named-000000002', tick, { ...more, publicKey: { ...publicKey, x: 'C'.repeat(43) } });
  const other = speaker(say, 'phohien', 'golden-named-000000003', tick, { joint: true });
  const desk = speaker(say, 'sonoivu', 'golden-named-000000004', tick);

  await phone();
  await phone(newBroadcast(21), { ...newBroadcast(22), set: { ...broadcastValues, airings: -1 } });
  // Under the number that the other copy has used for something else.
  await say('hiepcuong', { ...requestOf('golden-named-000000001', tick()), mutations: [{ ...newBroadcast(23), n: 2, at: now, base: 0 }] });
  await copy(
    { ...newBroadcast(21), at: start + 2000, origin: ['golden-named-000000001', 1] },
    { ...newBroadcast(23), at: now, origin: ['golden-named-000000001', 2] },
    { type: 'edit', id: id(21), base: 0, set: { durationMinutes: 20 } },
  );
  await phone({ type: 'edit', id: id(21), base: 1, set: { durationMinutes: 25 } });
  await phone({ ...newBroadcast(24), set: { ...broadcastValues, coOrganisers: [units.phoHien] } });
  await other();
  await desk({ type: 'review', id: id(23), base: 1, verdict: 'approve' });
  await desk({ type: 'withdraw', id: id(23), base: 2 });
  await desk({ type: 'withdraw', id: id(23), base: 2 });
  await phone();
}

const publicKey = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) };

interface Answer {
  epoch?: string;
  cursors?: Record<string, number>;
}

/** Numbers its changes and remembers its cursors as a phone does. */
function speaker(say: Say, as: string, replica: string, tick: () => number, more: object = {}) {
  let n = 0;
  let epoch: string | null = null;
  let cursors: Record<string, number> = {};
  return async (...changes: object[]): Promise<void> => {
    const now = tick();
    const mutations = changes.map((change) => ({ n: (n += 1), at: now, base: 0, ...change }));
    const answer = (await say(as, { ...requestOf(replica, now), ...more, epoch, cursors, mutations })) as Answer;
    epoch = answer.epoch ?? epoch;
    cursors = { ...cursors, ...answer.cursors };
  };
}

function requestOf(replica: string, now: number): object {
  return { version: 1, build: '2026.11.1', replica, epoch: null, now, cursors: {}, starting: [], budget: 1_000_000, mutations: [] };
}

function id(count: number): string {
  return `01a20b83-8f48-7000-8000-${String(count).padStart(12, '0')}`;
}

const broadcastValues = {
  airDates: ['2026-11-24'],
  startTimes: ['17:00'],
  title: 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa',
  durationMinutes: 15,
  topics: ['procedures'],
  sessions: ['afternoon'],
  airings: 1,
  programme: 'Cải cách hành chính',
  genre: 'newsItem',
  sourceType: 'own',
  transmission: 'internet',
  clustersOn: 12,
  clustersTotal: 12,
  approvedBy: 'Trần Văn Bình',
};

function newBroadcast(count: number): object {
  return { type: 'new', id: id(count), unit: units.hiepCuong, kind: 'broadcast', set: broadcastValues, submit: true };
}

function newTraining(count: number): object {
  const photo = {
    id: id(100 + count),
    sha256: 'A'.repeat(43),
    size: 1000,
    type: 'image/jpeg',
    width: 1600,
    height: 1200,
    takenAt: null,
    source: 'camera',
  };
  const set = {
    startDate: '2026-11-24',
    endDate: '2026-11-24',
    title: 'Tập huấn dịch vụ công trực tuyến',
    attendance: 48,
    audience: ['officials'],
    lecturers: [{ name: 'Phạm Thị Hoa' }],
    topics: ['procedures'],
    form: 'inPerson',
    venue: 'Hội trường UBND xã',
    sessionsCount: 1,
    classes: 1,
  };
  return { type: 'new', id: id(count), unit: units.hiepCuong, kind: 'training', set, photos: [photo], submit: true };
}
