import { plainJpeg } from '../fakes/pictures.ts';

const pool = new Map<number, Uint8Array<ArrayBuffer>>();

/** Small real pictures; the same number is the same bytes. */
export async function picture(number: number): Promise<Uint8Array<ArrayBuffer>> {
  const known = pool.get(number);
  if (known) return known;
  const made = new Uint8Array(await plainJpeg(number + 1, 24));
  pool.set(number, made);
  return made;
}
