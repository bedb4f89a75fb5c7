import libheif from 'libheif-js/wasm-bundle.js';
import sharp, { type Sharp } from 'sharp';
import { decodeLimits, longestEdge } from './decode-limits.ts';

/** Any picture → upright JPEG of at most 1600 px without a word about where or by what it was taken. Throws when it is none. */
export async function makePicture(bytes: Uint8Array): Promise<Uint8Array> {
  const source = isHeif(bytes) ? await decodeHeif(bytes) : sharp(bytes, decodeLimits);
  return source
    .rotate()
    .resize({ width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 75 })
    .toBuffer();
}

/** ISO base media file whose brand is one of HEIF's. sharp's own build reads AVIF but not HEIC, whose codec is patented. */
function isHeif(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return head.slice(4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1)/.test(head.slice(8));
}

/** libheif applies the file's rotation and mirroring itself. */
async function decodeHeif(bytes: Uint8Array): Promise<Sharp> {
  const [image] = new libheif.HeifDecoder().decode(bytes);
  if (!image) throw new Error('no image in the file');
  const width = image.get_width();
  const height = image.get_height();
  if (width * height > decodeLimits.limitInputPixels) throw new Error('too many pixels');
  const pixels = { data: new Uint8ClampedArray(width * height * 4), width, height };
  await new Promise<void>((resolve, reject) => {
    image.display(pixels, (shown) => (shown ? resolve() : reject(new Error('the image cannot be decoded'))));
  });
  return sharp(Buffer.from(pixels.data.buffer), { raw: { width, height, channels: 4 } });
}
