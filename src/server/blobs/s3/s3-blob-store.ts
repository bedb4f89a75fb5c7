import { createHash, randomUUID } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Database } from '../../db/database.ts';
import { type Arriving, arriving } from '../arriving.ts';
import type { S3Address } from '../blob-address.ts';
import { type BlobStore, BlobStoreAway, type Body, type Ending, type Standing } from '../blob-store.ts';
import { sizeOf, StagedPieces } from './staged-pieces.ts';

/**
 * Photos as objects of a bucket. A body that arrives whole is one PutObject; what a cut leaves is an object of its own under
 * `staging/`, named in the database by whoever wins the comparison there. So any process may receive the next piece, without
 * locks and without multipart uploads, whose parts may not be smaller than 5 MB.
 */
export function openS3BlobStore(address: S3Address, database: Database): BlobStore {
  const client = connect(address);
  const pieces = new StagedPieces(database);
  const bucket = address.bucket;

  async function put(key: string, bytes: Uint8Array): Promise<void> {
    // The store compares and refuses what was spoiled on the way.
    const ChecksumSHA256 = createHash('sha256').update(bytes).digest('base64');
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: checkedKey(key), Body: bytes, ChecksumSHA256 })).catch(orAway);
  }

  async function get(key: string): Promise<Uint8Array | null> {
    try {
      const { Body: stream } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: checkedKey(key) }));
      return stream ? await stream.transformToByteArray() : null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      return orAway(error);
    }
  }

  async function remove(key: string): Promise<void> {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: checkedKey(key) })).catch(orAway);
  }

  /** Takes the pieces out of the database before their objects: a name there always means bytes here. */
  async function drop(upload: string): Promise<void> {
    for (const piece of await pieces.forget(checkedKey(upload))) await remove(piece.key);
  }

  async function keep(body: Body, bytes: Uint8Array): Promise<Standing> {
    const sha256 = createHash('sha256').update(bytes).digest('base64url');
    if (bytes.length !== body.size || sha256 !== body.sha256) return { status: 'wrong' };
    await put(body.key, bytes);
    return { status: 'kept' };
  }

  async function settle(body: Body): Promise<Standing> {
    const staged = await pieces.of(checkedKey(body.upload));
    const offset = sizeOf(staged);
    if (offset < body.size) return { status: 'receiving', offset };
    const parts = await Promise.all(staged.map((piece) => get(piece.key)));
    const whole = Buffer.concat(parts.filter((part) => part !== null));
    const standing = await keep(body, whole);
    // Also when a piece is not there any more: it is asked for again from the start.
    if (standing.status === 'wrong') await drop(body.upload);
    return standing;
  }

  async function receive(body: Body, offset: number, chunks: AsyncIterable<Uint8Array>): ReturnType<BlobStore['receive']> {
    const arrived = arriving(chunks, body.size - offset);
    const before = await pieces.of(checkedKey(body.upload));
    if (sizeOf(before) !== offset || offset >= body.size) return { standing: await settle(body), ending: 'misplaced' };
    const { bytes, ending } = await gather(arrived);
    if (bytes.length === body.size) return { standing: await keep(body, bytes), ending };
    if (bytes.length === 0) return { standing: await settle(body), ending };
    const key = `staging/${body.upload}/${offset}-${randomUUID()}`;
    await put(key, bytes);
    const won = await pieces.add(body.upload, before, { key, size: bytes.length });
    if (!won) await remove(key);
    return { standing: await settle(body), ending: won ? ending : 'misplaced' };
  }

  return { settle, receive, discard: drop, staged: () => pieces.uploads(), put, get, remove };
}

function connect(address: S3Address): S3Client {
  return new S3Client({
    region: address.region,
    credentials: { accessKeyId: address.accessKeyId, secretAccessKey: address.secretAccessKey },
    ...(address.endpoint !== null && { endpoint: address.endpoint, forcePathStyle: true }),
    // Several compatible stores refuse or mangle the CRC32 trailers that the client adds by itself (aws-sdk-js-v3#6810).
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
  });
}

/** A refusal that is the caller's own fault (a wrong key, no such bucket) stays one; everything else passes. */
function orAway(error: unknown): never {
  const isRefusal = error instanceof S3ServiceException && error.$fault === 'client' && error.$metadata.httpStatusCode !== 429;
  throw isRefusal ? error : new BlobStoreAway('no answer from the object store', { cause: error });
}

async function gather({ chunks, ending }: Arriving): Promise<{ bytes: Uint8Array; ending: Ending }> {
  const gathered: Uint8Array[] = [];
  for await (const chunk of chunks) gathered.push(chunk);
  return { bytes: Buffer.concat(gathered), ending: ending() };
}

/** Keys come from ids and hashes that were checked at the edge; a name that could leave its place is a bug. */
function checkedKey(key: string): string {
  if (!key.split('/').every((name) => /^[\w-][\w.-]*$/.test(name))) throw new Error(`not a blob name: ${key}`);
  return key;
}
