import type { PhotoSize } from '../../protocol/photo.ts';

/** Names in the blob store, by the hash of what the device sent. None of them ever leaves the server. */
export function originalKey(sha256: string): string {
  return `original/${sha256.slice(0, 2)}/${sha256}`;
}

/** The JPEG made of an original that could not be served as it came. */
export function pictureKey(sha256: string): string {
  return `picture/${sha256.slice(0, 2)}/${sha256}`;
}

export function smallKey(sha256: string, size: Exclude<PhotoSize, 'original'>): string {
  return `${size}/${sha256.slice(0, 2)}/${sha256}`;
}
