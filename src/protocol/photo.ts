/** `HEAD` and `PATCH /v1/photos/:id` speak tus 1.0 on an address that the device chose (sync card 3.7). */
export const tusVersion = '1.0.0';
export const offsetStream = 'application/offset+octet-stream';

export const photoHeaders = {
  offset: 'upload-offset',
  length: 'upload-length',
  resumable: 'tus-resumable',
  /** `stored` once the bytes were verified and are on disk. */
  state: 'x-photo',
  /** Of a preview's bytes, base64url. */
  sha256: 'x-sha256',
} as const;

export const photoSizes = ['thumbnail', 'preview', 'original'] as const;
export type PhotoSize = (typeof photoSizes)[number];
