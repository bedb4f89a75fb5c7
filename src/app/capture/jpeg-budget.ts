/** How a picture is made small enough to send over a weak line. Pure: the worker draws, this decides. */

/** A 12 MP photo lands under this (issue 2). */
export const largestPicture = 350_000;
export const largestThumbnail = 20_000;
export const longEdge = 1600;
export const thumbnailEdge = 320;

export interface Attempt {
  quality: number;
  /** Of the first attempt's size; below 1 only when quality alone does not do it. */
  scale: number;
}

/** Quality down from .75, never below .55 where faces and small letters start to smear; then the size (stack card, Photos). */
export const pictureAttempts: readonly Attempt[] = [
  { quality: 0.75, scale: 1 },
  { quality: 0.65, scale: 1 },
  { quality: 0.55, scale: 1 },
  { quality: 0.55, scale: 0.85 },
  { quality: 0.55, scale: 0.7 },
  { quality: 0.55, scale: 0.55 },
  { quality: 0.55, scale: 0.4 },
];

export const thumbnailAttempts: readonly Attempt[] = [
  { quality: 0.7, scale: 1 },
  { quality: 0.5, scale: 1 },
  { quality: 0.5, scale: 0.7 },
  { quality: 0.4, scale: 0.5 },
];

/** Fits within `edge` without ever enlarging. */
export function fitWithin(size: { width: number; height: number }, edge: number): { width: number; height: number } {
  const factor = Math.min(1, edge / Math.max(size.width, size.height));
  return { width: Math.max(1, Math.round(size.width * factor)), height: Math.max(1, Math.round(size.height * factor)) };
}
