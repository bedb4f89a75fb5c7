import { photoSizes, type PhotoSize } from '../../protocol/photo.ts';

/** Names in the blob store, by the hash of what the device sent. None of them ever leaves the server. */
export function originalKey(sha256: string): string {
  return `original/${sha256.slice(0, 2)}/${sha256}`;
}

/** The JPEG made of an original that could not be served as it came. */
export function pictureKey(sha256: string): string {
  return `picture/${sha256.slice(0, 2)}/${sha256}`;
}

/** What a phone sent ahead of a photo: that photo's alone, since its hash is another's. */
export function previewKey(photo: string, sha256: string): string {
  return `ahead/${photo}/${sha256}`;
}

export function smallKey(sha256: string, size: Exclude<PhotoSize, 'original'>): string {
  return `${size}/${sha256.slice(0, 2)}/${sha256}`;
}

/** Everything that may ever have been kept of these bytes. */
export function keysOf(sha256: string): string[] {
  return [originalKey(sha256), pictureKey(sha256), ...photoSizes.flatMap((size) => (size === 'original' ? [] : [smallKey(sha256, size)]))];
}
