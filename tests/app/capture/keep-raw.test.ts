import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { mayDecode } from '../../../src/app/capture/may-decode.ts';
import { readPictureSize } from '../../../src/app/capture/picture-size.ts';
import { heic, jpegWithPlace, progressiveJpeg } from '../../fakes/pictures.ts';

const twelve = { width: 4032, height: 3024 };
const sixteen = { width: 4656, height: 3496 };
const fifty = { width: 8160, height: 6120 };
const gallery = { source: 'gallery', bytes: 4_000_000 } as const;

describe('a phone that says it has 2 GB or less', () => {
  test.each([
    ['12 MP', twelve],
    ['16 MP', sixteen],
    ['16 MP standing', { width: sixteen.height, height: sixteen.width }],
  ])('makes a picture of %s small itself', (_name, size) => {
    expect(mayDecode({ ...gallery, size }, 2)).toBe(true);
    expect(mayDecode({ ...gallery, size }, 1)).toBe(true);
  });

  test('keeps a picture of 50 MP as it is, for the server to make small', () => {
    expect(mayDecode({ ...gallery, size: fifty }, 2)).toBe(false);
    expect(mayDecode({ ...gallery, size: fifty }, 0.5)).toBe(false);
  });

  test('tries all the same with one that is too large to be sent as it is: not trying would lose it for certain', () => {
    expect(mayDecode({ ...gallery, size: fifty, bytes: 12_000_000 }, 2)).toBe(false);
    expect(mayDecode({ ...gallery, size: fifty, bytes: 12_000_001 }, 2)).toBe(true);
  });

  test('makes pictures of its own camera small, whatever their size: nothing else bears the stamp', () => {
    expect(mayDecode({ source: 'camera', size: fifty, bytes: 4_000_000 }, 2)).toBe(true);
  });

  test('tries one whose size is not told', () => {
    expect(mayDecode({ ...gallery, size: null }, 2)).toBe(true);
  });
});

describe('a phone with more, or one that does not say', () => {
  test('makes everything small itself', () => {
    expect(mayDecode({ ...gallery, size: fifty }, 4)).toBe(true);
    expect(mayDecode({ ...gallery, size: fifty }, undefined)).toBe(true);
  });
});

describe('the size of a picture is told by its first bytes', () => {
  const blank = sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#3355aa' } });
  test.each([
    ['a JPEG', () => blank.clone().jpeg().toBuffer(), { width: 4000, height: 3000 }],
    ['a JPEG in several scans', progressiveJpeg, { width: 320, height: 320 }],
    ['a JPEG with EXIF before its frame', jpegWithPlace, { width: 400, height: 200 }],
    ['a PNG', () => blank.clone().png().toBuffer(), { width: 4000, height: 3000 }],
    ['a WebP', () => blank.clone().webp().toBuffer(), { width: 4000, height: 3000 }],
    ['a WebP without loss', () => blank.clone().webp({ lossless: true }).toBuffer(), { width: 4000, height: 3000 }],
    [
      'a WebP with EXIF',
      () =>
        blank
          .clone()
          .webp()
          .withExif({ IFD0: { Make: 'May' } })
          .toBuffer(),
      { width: 4000, height: 3000 },
    ],
  ])('%s', async (_name, make, size) => {
    expect(readPictureSize(new Uint8Array(await make()))).toEqual(size);
  });

  test.each([
    ['a HEIC, which no browser of such a phone opens', heic],
    ['no picture', async () => Buffer.from('không phải ảnh')],
    ['nothing', async () => Buffer.alloc(0)],
    ['a JPEG that breaks off before its frame', async () => (await jpegWithPlace()).subarray(0, 30)],
    ['a JPEG of segments without end', async () => Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(4000, 'ffe00000', 'hex')])],
    ['the first bytes of a PNG', async () => Buffer.from('89504e470d0a1a0a', 'hex')],
    ['the first bytes of a WebP', async () => Buffer.from('RIFF0000WEBPVP8 ')],
  ])('%s: it is not', async (_name, make) => {
    expect(readPictureSize(new Uint8Array(await make()))).toBeNull();
  });
});
