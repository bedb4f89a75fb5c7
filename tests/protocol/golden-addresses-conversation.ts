import { createHash } from 'node:crypto';
import { units } from '../fakes/wire-phone.ts';

/** What a phone asks: its text or its bytes exactly as they go over the line. */
export interface Question {
  /** A browser by its name: it keeps the cookies that it was given. */
  as: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  /** A body that is text. */
  text?: string;
  /** A body that is none, base64. */
  bytes?: string;
}

type Ask = (question: Question) => Promise<object>;

/** A phone, its owner's second one, another unit's and the desk: all that is not `POST /v1/sync`, carried out and refused. */
export async function conversationAtOtherAddresses(ask: Ask, pictures: { photo: Buffer; preview: Buffer }, now: number): Promise<void> {
  const { photo, preview } = pictures;
  const spoiled = Buffer.from(photo);
  spoiled[spoiled.length - 10] = (spoiled[spoiled.length - 10] ?? 0) ^ 1;
  const half = Math.floor(photo.length / 2);
  const [taken, kept, lateTaken] = [id(101), id(102), id(103)];

  // Signing in.
  await read('phone', '/v1/session');
  await signIn('phone', { username: 'hiepcuong', password: 'sai' });
  await signIn('phone', { username: 'hiepcuong' });
  const person = await signIn('phone', { username: '  HiepCuong ', password: 'demo-2026' });
  await signIn('second', { username: 'hiepcuong', password: 'demo-2026' });
  await signIn('other', { username: 'phohien', password: 'demo-2026' });
  await signIn('desk', { username: 'sonoivu', password: 'demo-2026' });
  await read('phone', '/v1/session');

  // A photo: named by its entry, cut, gone on with at the wrong place, spoiled, whole, told again.
  await head('phone', taken);
  await patch('phone', taken, 0, photo);
  const request = { version: 1, build: '2026.11.1', replica, epoch: null, cursors: {}, starting: [], budget: 1_000_000 };
  const photos = [taken, kept].map((each) => referenceOf(each, each === taken ? photo : preview));
  const first = {
    n: 1,
    type: 'new',
    id: id(1),
    unit: units.hiepCuong,
    kind: 'training',
    at: now,
    base: 0,
    set: training,
    photos,
    submit: true,
  };
  await post('phone', '/v1/sync', { ...request, user: person, now, mutations: [first] });
  await head('phone', taken);
  await head('second', taken);
  await head('other', taken);
  await head('nobody', taken);
  await patch('phone', taken, 0, photo.subarray(0, half));
  await head('phone', taken);
  await patch('phone', taken, 5, photo.subarray(5));
  await patch('phone', taken, null, photo);
  await patch('phone', taken, half, spoiled.subarray(half));
  await head('phone', taken);

  // A preview goes ahead of it.
  await put('phone', taken, preview);
  await put('phone', taken, preview, hashOf(photo));
  await put('phone', taken, preview, null);
  await put('phone', taken, Buffer.from('<script>alert(1)</script>'));
  await put('phone', lateTaken, preview);
  await put('other', taken, preview);
  await put('nobody', taken, preview);
  await read('desk', `/v1/photos/${taken}?size=thumbnail`);
  await read('desk', `/v1/photos/${taken}?size=original`);

  await patch('phone', taken, 0, photo);
  await head('phone', taken);
  await patch('phone', taken, 0, photo);
  await put('phone', taken, preview);
  await read('desk', `/v1/photos/${taken}?size=original`);
  await read('other', `/v1/photos/${taken}?size=original`);
  await read('nobody', `/v1/photos/${taken}?size=original`);

  // One that its entry has given up.
  const given = { n: 2, type: 'edit', id: id(1), at: now, base: 1, photosRemoved: [kept] };
  await post('phone', '/v1/sync', { ...request, user: person, now, mutations: [given] });
  await head('phone', kept);
  await patch('phone', kept, 0, preview);
  await put('phone', kept, preview);

  // What a phone could not send, handed in from the second one: twice, with all that may be wrong with it.
  const late = { ...first, n: 3, id: id(2), photos: [referenceOf(lateTaken, photo)] };
  const refused = { ...first, n: 4, id: id(3), photos: [], set: { ...training, attendance: -3 } };
  const afterGap = { ...first, n: 9, id: id(4) };
  const changes = [
    { replica, body: JSON.stringify(late) },
    { replica, body: JSON.stringify(refused) },
    { replica, body: JSON.stringify(afterGap) },
    { replica, body: '{"n":' },
    { replica, body: JSON.stringify({ n: 5, type: 'unheardOf', id: id(5), at: now, base: 0 }) },
    { body: JSON.stringify({ n: 6 }) },
  ];
  const file = { person, exportedAt: now, build: '2026.11.1', changes };
  await post('second', '/v1/import', file);
  await post('second', '/v1/import', file);
  await post('second', '/v1/import', { ...file, changes: [{ sentAs: [replica, 3], change: late, savedAt: '2026-11-24T03:05:00.000Z' }] });
  await post('second', '/v1/import', { ...file, changes: [{ replica, body: JSON.stringify({ ...late, submit: false }) }] });
  await post('other', '/v1/import', file);
  await post('nobody', '/v1/import', file);
  await post('second', '/v1/import', { changes });
  await head('phone', lateTaken);

  // What was refused, as its author and the desk are told.
  await read('phone', '/v1/held?whose=own');
  await read('phone', '/v1/held?whose=own&state=all&limit=1');
  await read('phone', '/v1/held');
  await read('desk', '/v1/held');
  await read('other', '/v1/held?whose=own');
  await read('phone', '/v1/held?limit=0');
  await read('nobody', '/v1/held?whose=own');

  // What a phone or the desk reads of one entry.
  await read('phone', `/v1/entries/${id(1)}`);
  await read('desk', `/v1/entries/${id(1)}/history`);
  await read('other', `/v1/entries/${id(1)}`);

  await ask({ as: 'phone', method: 'DELETE', path: '/v1/session', headers: {} });
  await read('phone', '/v1/session');

  async function signIn(as: string, typed: object): Promise<string> {
    const answer = (await post(as, '/v1/session', typed)) as { person?: { id: string } };
    return answer.person?.id ?? '';
  }

  function read(as: string, path: string): Promise<object> {
    return ask({ as, method: 'GET', path, headers: { accept: 'application/json' } });
  }

  function post(as: string, path: string, body: object): Promise<object> {
    return ask({ as, method: 'POST', path, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) });
  }

  function head(as: string, named: string): Promise<object> {
    return ask({ as, method: 'HEAD', path: `/v1/photos/${named}`, headers: { 'tus-resumable': '1.0.0' } });
  }

  function patch(as: string, named: string, offset: number | null, bytes: Buffer): Promise<object> {
    const headers = { 'content-type': 'application/offset+octet-stream', 'tus-resumable': '1.0.0' };
    const where = offset === null ? {} : { 'upload-offset': String(offset) };
    return ask({ as, method: 'PATCH', path: `/v1/photos/${named}`, headers: { ...headers, ...where }, bytes: bytes.toString('base64') });
  }

  function put(as: string, named: string, bytes: Buffer, hash: string | null = hashOf(bytes)): Promise<object> {
    const headers = { 'content-type': 'image/jpeg', ...(hash !== null && { 'x-sha256': hash }) };
    return ask({ as, method: 'PUT', path: `/v1/photos/${named}/preview`, headers, bytes: bytes.toString('base64') });
  }
}

const replica = 'golden-phone-000000005';

function id(count: number): string {
  return `01a20b83-8f48-7000-8000-${String(count).padStart(12, '0')}`;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

function referenceOf(named: string, bytes: Buffer): object {
  const picture = { type: 'image/jpeg', width: 1600, height: 1200, takenAt: null, source: 'camera' };
  return { id: named, sha256: hashOf(bytes), size: bytes.length, ...picture };
}

const training = {
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
