import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

/** A JPEG as a phone's canvas makes it: plain, about `size` bytes with noise in it. */
export function plainJpeg(seed = 1, edge = 320): Promise<Buffer> {
  const noise = Buffer.alloc(edge * edge * 3);
  let state = seed;
  for (let index = 0; index < noise.length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    noise[index] = state >> 16;
  }
  return sharp(noise, { raw: { width: edge, height: edge, channels: 3 } })
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** The same picture as a file of its own: the number is its density, which a plain JPEG may say. */
export function numberedJpeg(jpeg: Buffer | Uint8Array, number: number): Buffer {
  const density = Buffer.alloc(4);
  density.writeUInt32BE(number + 0x1_0001);
  const jfif = Buffer.concat([Buffer.from('ffe000104a46494600010100', 'hex'), density, Buffer.from([0, 0])]);
  return Buffer.concat([jpeg.subarray(0, 2), jfif, jpeg.subarray(2)]);
}

/** A JPEG with the place in its EXIF, lying on its side. */
export function jpegWithPlace(): Promise<Buffer> {
  return sharp({ create: { width: 400, height: 200, channels: 3, background: '#3355aa' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Make: 'Dien thoai', Orientation: '6' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '20/1 50/1 0/1' } })
    .toBuffer();
}

/** The same as a library on the phone makes it for a slow line: coarse at first, finer in each scan. */
export async function progressiveJpeg(): Promise<Buffer> {
  return sharp(await plainJpeg())
    .jpeg({ progressive: true, quality: 70 })
    .toBuffer();
}

/** 320×240, blue with a red corner; with EXIF in it. Made with libheif's heif-enc. */
export function heic(): Promise<Buffer> {
  return readFile(new URL('files/from-a-phone.heic', import.meta.url));
}
