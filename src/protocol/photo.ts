/**
 * `HEAD` and `PATCH /v1/photos/:id` speak tus 1.0 on an address that the device chose (sync card 3.7). Attachments go the
 * same way, and are read at `GET /v1/attachments/:id`.
 */
export const tusVersion = '1.0.0';
export const offsetStream = 'application/offset+octet-stream';

export const photoHeaders = {
  offset: 'upload-offset',
  length: 'upload-length',
  resumable: 'tus-resumable',
  /** `stored` once the bytes were verified and are on disk. */
  state: 'x-photo',
  /** Of a preview's bytes: SHA-256, base64url. */
  hash: 'x-sha256',
} as const;

/** Bytes of the small picture that a phone may send ahead of a photo, at `PUT /v1/photos/:id/preview`. */
export const largestPreview = 60_000;

export const photoSizes = ['thumbnail', 'preview', 'original'] as const;
export type PhotoSize = (typeof photoSizes)[number];
