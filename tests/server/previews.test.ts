import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { heic, jpegWithPlace, plainJpeg } from '../fakes/pictures.ts';
import { startTestServer, type TestServer, testNow } from '../fakes/test-server.ts';
import { referenceOf, training, WirePhone } from '../fakes/wire-phone.ts';

let server: TestServer;
let phone: WirePhone;
let photo: Buffer;
let preview: Buffer;
let id: string;
let entry: ReturnType<typeof training>;

beforeEach(async () => {
  server = await startTestServer();
  phone = await signedIn('hiepcuong');
  photo = await plainJpeg(1, 640);
  preview = await plainJpeg(1, 120);
  const reference = referenceOf(photo);
  ({ id } = reference);
  // A training has at least one photo: another one stays when this one is taken out.
  entry = training([reference, referenceOf(await plainJpeg(3, 100))]);
  await phone.push(entry);
});
afterEach(() => server.close());

describe('a preview that is sent ahead of its photo', () => {
  it('is what the desk sees until the photo has come, small and middle; the whole is not there yet', async () => {
    expect((await put(preview)).status).toBe(204);
    const desk = await signedIn('sonoivu');
    expect(await seenBy(desk, 'thumbnail')).toEqual(preview);
    expect(await seenBy(desk, 'preview')).toEqual(preview);
    expect(await seenBy(desk, 'original')).toBe(404);
    await phone.patch(id, 0, new Uint8Array(photo));
    await server.parts.pictures.settled();
    expect(await seenBy(desk, 'original')).toEqual(photo);
    expect(await seenBy(desk, 'preview')).not.toEqual(preview);
    expect(await previewsKept()).toBe(0);
  });

  it('twice is kept once, and one that comes after the photo is not kept', async () => {
    await put(preview);
    expect((await put(preview)).status).toBe(204);
    expect(await previewsKept()).toBe(1);
    const better = await plainJpeg(2, 140);
    expect((await put(better)).status).toBe(204);
    expect(await seenBy(phone, 'preview')).toEqual(better);
    await phone.patch(id, 0, new Uint8Array(photo));
    await server.parts.pictures.settled();
    expect((await put(preview)).status).toBe(204);
    expect(await previewsKept()).toBe(0);
  });

  it('leaves the photo where it stands: it is as unsent as before', async () => {
    await put(preview);
    expect((await phone.head(id)).headers.get('upload-offset')).toBe('0');
    const told = (await phone.sync()).photos.find(([named]) => named === id);
    expect(told?.slice(0, 3)).toEqual([id, 0, 'declared']);
  });

  it('is seen by nobody who may not see the photo, and sent by nobody who may not send it', async () => {
    await put(preview);
    const other = await signedIn('phohien');
    expect(await seenBy(other, 'preview')).toBe(404);
    expect((await put(preview, { by: other })).status).toBe(404);
    expect((await put(preview, { by: new WirePhone(server.url, testNow) })).status).toBe(401);
  });

  it('goes with a photo that is taken out of its entry, at the latest when the server starts', async () => {
    await put(preview);
    await phone.push({ type: 'edit', id: entry.id, base: 1, photosRemoved: [id] });
    expect(await seenBy(phone, 'preview')).toBe(404);
    expect((await put(preview)).status).toBe(410);
    await server.parts.pictures.recover();
    expect(await previewsKept()).toBe(0);
  });
});

describe('a preview of a photo that has to go by law', () => {
  it.each([['alone'], ['with its entry']])('goes with it at once: the photo goes %s', async (how) => {
    await put(preview);
    const office = await signedIn('quantri');
    const erased = await office.fetch(`/v1/entries/${entry.id}/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Người trong ảnh rút lại đồng ý', ...(how === 'alone' && { photo: id }) }),
    });
    expect(erased.status).toBe(200);
    expect(await previewsKept()).toBe(0);
    expect((await put(preview)).status).toBe(410);
    expect(await previewsKept()).toBe(0);
  });
});

describe('what is no preview is refused', () => {
  it('more than 60 kB', async () => {
    expect((await put(Buffer.alloc(60_001))).status).toBe(413);
  });

  it('spoiled on the way', async () => {
    const answer = await put(preview, { sha256: hashOf(photo) });
    expect([answer.status, await answer.json()]).toMatchObject([460, { kind: 'wrong_checksum' }]);
  });

  it('without its hash', async () => {
    expect((await put(preview, { sha256: '' })).status).toBe(400);
  });

  for (const [name, bytes] of [
    ['a picture with its place', jpegWithPlace],
    ['another kind of picture', heic],
    ['a page', async () => Buffer.from('<script>alert(1)</script>')],
  ] as const)
    it(name, async () => {
      expect((await put(await bytes())).status).toBe(422);
      expect(await previewsKept()).toBe(0);
    });

  it('of a photo that no entry names', async () => {
    const answer = await put(preview, { photo: referenceOf(preview).id });
    expect([answer.status, await answer.json()]).toMatchObject([404, { kind: 'not_ready' }]);
  });
});

async function signedIn(username: string): Promise<WirePhone> {
  const one = new WirePhone(server.url, testNow);
  await one.signIn(username);
  return one;
}

function put(bytes: Buffer, { by = phone, sha256 = hashOf(bytes), photo: of = id } = {}): Promise<Response> {
  return by.fetch(`/v1/photos/${of}/preview`, {
    method: 'PUT',
    headers: { 'content-type': 'image/jpeg', 'x-sha256': sha256 },
    body: new Uint8Array(bytes),
  });
}

async function seenBy(who: WirePhone, size: string): Promise<Buffer | number> {
  const answer = await who.fetch(`/v1/photos/${id}?size=${size}`);
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status;
}

/** Of the rows, and of the store. */
async function previewsKept(): Promise<number> {
  const rows = await server.parts.database.query.selectFrom('photo').select('preview_key').where('preview_key', 'is not', null).execute();
  for (const bytes of [preview, await plainJpeg(2, 140)]) {
    const isKept = (await server.parts.blobs.get(`ahead/${id}/${hashOf(bytes)}`)) !== null;
    expect(isKept).toBe(rows.some((row) => row.preview_key?.endsWith(hashOf(bytes))));
  }
  return rows.length;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
