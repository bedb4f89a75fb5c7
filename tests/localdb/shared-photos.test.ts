import { describe, expect, test } from 'vitest';
import { readPhotoBytes } from '../../src/localdb/photos.ts';
import { keepSharedPhotos } from '../../src/localdb/shared-photos.ts';
import { hiepCuong, newDevice, personDocument, type TestDevice } from '../fakes/device.ts';

const picture = (name: string, size = 100_000): File => new File([new Uint8Array(size).fill(name.length)], name, { type: 'image/jpeg' });
const pictures = (count: number): File[] => Array.from({ length: count }, (_, index) => picture(`anh-${index}.jpg`));
const share = ({ db, clock }: TestDevice, files: File[]) => keepSharedPhotos(db, files, clock.now);

describe('pictures that are shared with the app', () => {
  test('are on disk byte for byte, raw, in a draft without a kind, in the order of the gallery', async () => {
    const device = await newDevice();
    const files = [picture('a.jpg', 130_000), picture('bb.heic', 90_000)];
    const shared = await share(device, files);
    const [draft] = await device.db.drafts.toArray();
    expect(shared).toEqual({ status: 'kept', draft: draft?.id, count: 2, left: null });
    expect(draft).toMatchObject({ kind: null, unit: hiepCuong, mode: 'new', createdAt: device.clock.now });
    for (const [index, file] of files.entries()) {
      const id = draft?.photos[index] ?? '';
      expect(await device.db.photos.get(id)).toMatchObject({ state: 'raw', own: true, source: 'gallery', takenAt: null, entry: draft?.id });
      expect(await readPhotoBytes(device.db, id)).toEqual(new Uint8Array(await file.arrayBuffer()));
    }
  });

  test('twice make two drafts: the first is not touched', async () => {
    const device = await newDevice();
    await share(device, pictures(1));
    await share(device, pictures(2));
    expect((await device.db.drafts.toArray()).map(({ photos }) => photos.length).sort((one, other) => one - other)).toEqual([1, 2]);
  });

  test('beyond ten stay where they are, and are told of', async () => {
    const device = await newDevice();
    expect(await share(device, pictures(13))).toMatchObject({ status: 'kept', count: 10, left: { count: 3, why: 'most' } });
    expect(await device.db.photos.count()).toBe(10);
  });

  test('of which one cannot be read: the others are kept, and that one is told of', async () => {
    const device = await newDevice();
    const shared = await share(device, [picture('a.jpg'), picture('hong.jpg', 0), picture('b.jpg')]);
    expect(shared).toMatchObject({ status: 'kept', count: 2, left: { count: 1, why: 'unreadable' } });
  });

  test('until the phone is full: what was kept stays, the rest is told of', async () => {
    const device = await newDevice();
    let written = 0;
    device.db.photos.hook('creating', () => {
      if ((written += 1) > 2) throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await share(device, pictures(4))).toMatchObject({ status: 'kept', count: 2, left: { count: 2, why: 'noRoom' } });
  });
});

describe('pictures of which none can be kept', () => {
  test.each([
    ['no picture came with them', [], 'nothing'],
    ['none can be read', [picture('hong.jpg', 0)], 'unreadable'],
  ] as const)('since %s: no empty draft is left', async (_why, files, why) => {
    const device = await newDevice();
    expect(await share(device, [...files])).toEqual({ status: 'notKept', why });
    expect(await device.db.drafts.count()).toBe(0);
  });

  test('since the phone is full', async () => {
    const device = await newDevice();
    device.db.drafts.hook('creating', () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await share(device, pictures(2))).toEqual({ status: 'notKept', why: 'noRoom' });
  });

  test('since the person writes for no unit', async () => {
    const device = await newDevice();
    await device.db.meta.put({ key: 'person', person: { ...personDocument('dung'), grants: [] } });
    expect(await share(device, pictures(1))).toEqual({ status: 'notKept', why: 'noUnit' });
    expect(await device.db.drafts.count()).toBe(0);
  });
});
