import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { largestAttachment } from '../../src/domain/attachment.ts';
import type { AttachmentReference } from '../../src/domain/entry.ts';
import { bytesOf, docx, m4a, mp3, pdf, xlsx, zipped } from '../fakes/attachments.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { attachmentOf, broadcast, newId, referenceOf, units, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;

beforeEach(async () => {
  server = await startTestServer();
  phone = await another('hiepcuong');
});
afterEach(() => server.close());

async function another(username: string): Promise<WirePhone> {
  const other = new WirePhone(server.url, testNow);
  await other.signIn(username);
  return other;
}

async function declare(bytes: Uint8Array, change: Partial<AttachmentReference> = {}) {
  const reference = attachmentOf(bytes, change);
  const entry = { ...broadcast(), attachments: [reference] };
  const { results } = await phone.push(entry);
  expect(results.at(-1)?.[1]).toBe('ok');
  return { reference, entry };
}

async function stored(bytes: Uint8Array, change: Partial<AttachmentReference> = {}) {
  const declared = await declare(bytes, change);
  await phone.patch(declared.reference.id, 0, bytes);
  await server.parts.pictures.settled();
  return declared;
}

const read = (id: string, by = phone): Promise<Response> => by.fetch(`/v1/attachments/${id}`);
const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

describe('a file is attached', () => {
  it.each([
    ['Kế hoạch.pdf', 'application/pdf', pdf()],
    ['Giấy mời.docx', types.docx, docx()],
    ['Danh sách.xlsx', types.xlsx, xlsx()],
    ['Bản tin.mp3', 'audio/mpeg', mp3({ tagged: true })],
    ['Bản tin.m4a', 'audio/mp4', m4a({ brand: 'mp42' })],
  ])('and is handed out byte for byte, to be kept and not to be opened: %s', async (name, type, bytes) => {
    const { reference } = await stored(bytes, { name, type });
    const answer = await read(reference.id);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment;/);
    expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? '')).toBe(name);
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect((await phone.sync()).photos).toEqual([[reference.id, bytes.length, 'stored', expect.any(String)]]);
  });

  it('and cut: what arrived stays, and the rest is enough', async () => {
    const bytes = pdf('x'.repeat(50_000));
    const { reference } = await declare(bytes);
    await phone.patch(reference.id, 0, bytes.subarray(0, 20_000));
    expect((await read(reference.id)).status).toBe(404);
    expect((await phone.head(reference.id)).headers.get('upload-offset')).toBe('20000');
    const rest = await phone.patch(reference.id, 20_000, bytes.subarray(20_000));
    expect([rest.status, rest.headers.get('x-photo')]).toEqual([204, 'stored']);
    expect(Buffer.from(await (await read(reference.id)).arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  });

  it('of 10 MB, and not of more', async () => {
    const bytes = new Uint8Array(largestAttachment);
    bytes.set(pdf());
    const { reference } = await stored(bytes);
    expect((await (await read(reference.id)).arrayBuffer()).byteLength).toBe(largestAttachment);
    const larger = { ...broadcast(), attachments: [{ ...reference, id: newId(), size: largestAttachment + 1 }] };
    expect((await phone.push(larger)).results[0]?.slice(1)).toEqual(['held', 'invalid', 'attachments']);
  });

  it('larger than it was said to be: nothing past the declared size is written', async () => {
    const bytes = pdf();
    const { reference } = await declare(bytes);
    expect([204, 413]).toContain((await phone.patch(reference.id, 0, new Uint8Array([...bytes, ...new Uint8Array(500_000)]))).status);
    expect((await (await read(reference.id)).arrayBuffer()).byteLength).toBe(bytes.length);
  });

  it.each([
    ['of another kind', { type: 'text/html', name: 'a.html' }],
    ['under a name that is no name', { name: '../../a.pdf' }],
    ['under a name that ends as something else', { name: 'a.exe' }],
  ])('%s: the change is kept and not carried out', async (_what, change) => {
    const { results } = await phone.push({ ...broadcast(), attachments: [attachmentOf(pdf(), change)] });
    expect(results[0]?.slice(1)).toEqual(['held', 'invalid', 'attachments']);
  });

  it('as the eleventh: the change is kept and not carried out', async () => {
    const attachments = Array.from({ length: 11 }, (_, place) => attachmentOf(pdf(String(place))));
    expect((await phone.push({ ...broadcast(), attachments })).results[0]?.slice(1)).toEqual(['held', 'invalid', 'attachments']);
  });

  it.each([
    ['a page', bytesOf('<!doctype html><script>alert(1)</script>')],
    ['any archive', zipped({ 'a.txt': 'a' })],
    ['a workbook', xlsx()],
  ])('said to be a PDF but is %s: nobody is given it, and its author is told', async (_what, bytes) => {
    const { reference } = await stored(bytes, { type: 'application/pdf', name: 'a.pdf' });
    expect((await read(reference.id)).status).toBe(404);
    expect((await phone.sync()).photos[0]?.[2]).toBe('failed');
  });

  it('a second time by the unit: not one byte is asked for; under another type it is looked at anew', async () => {
    const bytes = pdf();
    await stored(bytes);
    const again = attachmentOf(bytes, { name: 'Bản sao.pdf' });
    expect((await phone.push({ ...broadcast(), attachments: [again] })).photos.find(([id]) => id === again.id)?.[2]).toBe('stored');
    expect((await read(again.id)).status).toBe(200);
    const { reference } = await stored(bytes, { type: types.docx, name: 'a.docx' });
    expect((await read(reference.id)).status).toBe(404);
  });

  it('and taken out before it was sent: it is not wanted any more, and wanted again when it is put back', async () => {
    const bytes = pdf();
    const { reference, entry } = await declare(bytes);
    await phone.push({ type: 'edit', id: entry.id, base: 1, attachmentsRemoved: [reference.id] });
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(410);
    await phone.push({ type: 'edit', id: entry.id, base: 2, attachmentsAdded: [reference] });
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(204);
    expect((await phone.entry(entry.id)).entry.attachments).toEqual([reference]);
  });

  it('and named as a photo that was taken out: it stays, and is still wanted', async () => {
    const bytes = pdf();
    const { reference, entry } = await declare(bytes);
    await phone.push({ type: 'edit', id: entry.id, base: 1, photosRemoved: [reference.id] });
    expect((await phone.entry(entry.id)).entry.attachments).toEqual([reference]);
    expect((await phone.patch(reference.id, 0, bytes)).status).toBe(204);
  });

  it('by two phones at once, while one takes another out: all of it holds', async () => {
    const [first, second, third] = [attachmentOf(pdf('1')), attachmentOf(pdf('2')), attachmentOf(pdf('3'))];
    const entry = { ...broadcast(), attachments: [first] };
    await phone.push(entry);
    const colleague = await another('hiepcuong');
    await phone.push({ type: 'edit', id: entry.id, base: 1, attachmentsAdded: [second] });
    const { results } = await colleague.push({
      type: 'edit',
      id: entry.id,
      base: 1,
      attachmentsAdded: [third],
      attachmentsRemoved: [first.id],
    });
    expect(results[0]?.[1]).toBe('ok');
    expect((await phone.entry(entry.id)).entry.attachments).toEqual([second, third]);
  });
});

describe('an attached file is read', () => {
  it('by who may read its entry, and by nobody else', async () => {
    const { reference } = await stored(pdf());
    const status = async (username: string) => (await read(reference.id, await another(username))).status;
    expect(await status('hiepcuong')).toBe(200);
    expect(await status('sonoivu')).toBe(200);
    expect(await status('phohien')).toBe(404);
    expect(await status('trungtam')).toBe(404);
    expect(await status('quantri')).toBe(404);
    expect((await read(reference.id, new WirePhone(server.url, testNow))).status).toBe(401);
    expect((await read(newId())).status).toBe(404);
  });

  it('by nobody who names its id, or its bytes, in an entry of their own', async () => {
    const bytes = pdf();
    const { reference } = await stored(bytes);
    const other = await another('phohien');
    const named = await other.push({ ...broadcast(), unit: units.phoHien, attachments: [reference] });
    expect(named.results[0]?.slice(1)).toEqual(['held', 'invalid', 'attachments']);
    expect((await read(reference.id, other)).status).toBe(404);
    const again = attachmentOf(bytes);
    await other.push({ ...broadcast(), unit: units.phoHien, attachments: [again] });
    expect((await other.head(again.id)).headers.get('upload-offset')).toBe('0');
    expect((await read(again.id, other)).status).toBe(404);
  });

  it('by the unit that its entry was moved to, and by the old one no more', async () => {
    const { reference, entry } = await stored(pdf());
    const other = await another('phohien');
    await other.sync();
    const moved = await (await another('sonoivu')).push({ type: 'move', id: entry.id, base: 1, unit: units.phoHien });
    expect(moved.results[0]?.[1]).toBe('ok');
    expect((await read(reference.id)).status).toBe(404);
    expect((await read(reference.id, other)).status).toBe(200);
    expect((await other.sync()).photos).toEqual([[reference.id, reference.size, 'stored', entry.id]]);
    expect((await phone.sync()).gone).toContainEqual([`unit:${units.hiepCuong}`, reference.id, 'moved']);
  });

  it('with its state beside it, by the reviewer and in the history', async () => {
    const { reference, entry } = await stored(pdf());
    const desk = await another('sonoivu');
    const { entries } = (await (await desk.fetch('/v1/review')).json()) as { entries: { entry: { id: string }; photos: unknown[] }[] };
    expect(entries.find((listed) => listed.entry.id === entry.id)?.photos).toEqual([[reference.id, 'stored']]);
    const history = (await (await phone.fetch(`/v1/entries/${entry.id}/history`)).json()) as { changes: { difference: object }[] };
    expect(history.changes[0]?.difference).toMatchObject({ attachments: [[], [reference.id]] });
  });
});

describe('the same bytes as a photo and as an attached file', () => {
  it('never stand for each other: no file is shown as a picture, no picture handed out as a file', async () => {
    const bytes = pdf();
    const { reference: file } = await stored(bytes);
    expect((await phone.fetch(`/v1/photos/${file.id}?size=original`)).status).toBe(404);

    const photo = referenceOf(bytes, { type: 'application/pdf' });
    await phone.push({ ...broadcast(), photos: [photo] });
    expect((await phone.head(photo.id)).headers.get('x-photo')).toBeNull();
    await phone.patch(photo.id, 0, bytes);
    await server.parts.pictures.settled();
    expect((await phone.fetch(`/v1/photos/${photo.id}?size=original`)).status).toBe(404);
    expect((await read(photo.id)).status).toBe(404);
    expect((await read(file.id)).status).toBe(200);

    const picture = new Uint8Array(await plainJpeg());
    const asFile = attachmentOf(picture);
    const asPhoto = referenceOf(picture);
    await phone.push({ ...broadcast(), photos: [asPhoto], attachments: [asFile] });
    await phone.patch(asFile.id, 0, picture);
    await phone.patch(asPhoto.id, 0, picture);
    await server.parts.pictures.settled();
    expect((await read(asFile.id)).status).toBe(404);
    expect((await phone.fetch(`/v1/photos/${asPhoto.id}?size=original`)).status).toBe(200);
  });

  it('under one id are refused', async () => {
    const { reference, entry } = await stored(pdf());
    const photo = referenceOf(pdf(), { id: reference.id });
    const { results } = await phone.push({ type: 'edit', id: entry.id, base: 1, photosAdded: [photo] });
    expect(results[0]?.slice(1)).toEqual(['held', 'invalid', 'photos']);
    const twice = attachmentOf(pdf('twice'));
    const both = await phone.push({ ...broadcast(), photos: [referenceOf(pdf('twice'), { id: twice.id })], attachments: [twice] });
    expect(both.results[0]?.slice(1)).toEqual(['held', 'invalid', 'attachments']);
  });
});

describe('the server is stopped', () => {
  it('before it has looked at a file that arrived: it looks at the next start, or when somebody asks', async () => {
    const { reference } = await stored(pdf());
    const forget = () => server.parts.database.query.updateTable('photo').set({ picture_key: null }).execute();
    await forget();
    await server.parts.pictures.recover();
    await server.parts.pictures.settled();
    const looked = await server.parts.database.query.selectFrom('photo').select('picture_key').execute();
    expect(looked.every((photo) => photo.picture_key !== null)).toBe(true);
    await forget();
    expect((await read(reference.id)).status).toBe(200);
  });
});
