import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import type { S3Address } from '../../src/server/blobs/blob-address.ts';

/** An object store on this machine, with one bucket in a folder of its own. */
export interface S3Server {
  address: S3Address;
  url: string;
  /** Keys of all objects whose key begins so. */
  keys: (prefix: string) => Promise<string[]>;
  close: () => Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(path.join(tmpdir(), 'so-s3-'));
  const bucket = 'anh';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    // The only keys that s3rver knows.
    address: { bucket, endpoint, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    url: `s3://${bucket}?endpoint=${encodeURIComponent(endpoint)}&region=us-east-1`,
    async keys(prefix) {
      const suffix = '._S3rver_object';
      const names = await readdir(path.join(directory, bucket), { recursive: true });
      return names
        .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
        .map((name) => name.slice(0, -suffix.length))
        .sort();
    },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
