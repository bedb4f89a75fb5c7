/** Where photos are kept: in the data folder, or in a bucket that several processes share. */
export type BlobAddress = { kind: 'disk' } | ({ kind: 's3' } & S3Address);

export interface S3Address {
  bucket: string;
  /** Null for Amazon's own. */
  endpoint: string | null;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export type BlobAddressResult = { status: 'ok'; address: BlobAddress } | { status: 'refused'; sentence: string };

/** Reads `s3://bucket?endpoint=…&region=…`; the keys come in variables of their own, so that no address carries a secret. */
export function readBlobAddress(environment: Readonly<Record<string, string | undefined>>): BlobAddressResult {
  const { BLOB_URL, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!BLOB_URL) return { status: 'ok', address: { kind: 'disk' } };
  const url = parse(BLOB_URL);
  if (url?.protocol !== 's3:' || !url.hostname || !['', '/'].includes(url.pathname)) {
    return refuse(
      `BLOB_URL phải có dạng s3://bucket?endpoint=https://…&region=…, không phải "${BLOB_URL}". ` +
        'Mời sửa lại, hoặc bỏ biến này để lưu ảnh trong DATA_DIR.',
    );
  }
  const endpoint = url.searchParams.get('endpoint');
  if (endpoint !== null && !/^https?:$/.test(parse(endpoint)?.protocol ?? ''))
    return refuse(`endpoint trong BLOB_URL phải là một địa chỉ https:// hoặc http://, không phải "${endpoint}".`);
  if (!accessKeyId || !secretAccessKey)
    return refuse('Kho ảnh S3 (BLOB_URL) cần khóa. Mời đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY rồi khởi động lại.');
  const region = url.searchParams.get('region') ?? 'us-east-1';
  return { status: 'ok', address: { kind: 's3', bucket: url.hostname, endpoint, region, accessKeyId, secretAccessKey } };
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function refuse(sentence: string): BlobAddressResult {
  return { status: 'refused', sentence };
}
