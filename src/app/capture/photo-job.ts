/** What the page asks of the photo worker, and what it answers. */

export interface PhotoJob {
  id: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** As declared by the file. */
  type: string;
  /** Burnt into the bottom of the picture; null for pictures that were not taken in the app. */
  stamp: string | null;
  /** False for a picture that this phone is, or has proved, too small for: it is hashed only. */
  decode: boolean;
}

interface MadePicture {
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

export type PhotoResult = { id: string; sha256: string; takenAt: number | null } & (
  | { status: 'made'; picture: MadePicture; thumbnail: Uint8Array<ArrayBuffer> }
  /** Not a picture that this browser knows: the bytes go as they are, hashed. */
  | { status: 'undecodable' }
);
