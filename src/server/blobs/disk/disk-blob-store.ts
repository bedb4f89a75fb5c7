import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Arriving, arriving } from '../arriving.ts';
import type { BlobStore, Body, Ending, Standing } from '../blob-store.ts';
import { flush } from './flush.ts';

/** Photos in two folders of one disk: `staging/<upload>` and `final/<key>`. */
export async function openDiskBlobStore(folder: string): Promise<BlobStore> {
  const staging = path.join(folder, 'staging');
  const final = path.join(folder, 'final');
  for (const each of [staging, final]) await mkdir(each, { recursive: true });
  for (const name of await readdir(staging)) if (name.startsWith('.')) await rm(path.join(staging, name));
  const stagingPath = (upload: string): string => path.join(staging, checkedName(upload));
  const finalPath = (key: string): string => path.join(final, ...key.split('/').map(checkedName));

  /** The size of the staging file is the offset, nothing else: what a killed server had written counts. */
  async function settle(body: Body): Promise<Standing> {
    const from = stagingPath(body.upload);
    const offset = await sizeOf(from);
    if (offset < body.size) return { status: 'receiving', offset };
    if (!isWhat(await readFile(from), body)) {
      await rm(from, { force: true });
      return { status: 'wrong' };
    }
    await flush(from);
    const to = finalPath(body.key);
    await makeFolder(final, path.dirname(to));
    await rename(from, to);
    // The file's name is in two folders; both must reach the disk before anybody is told that the photo is stored.
    await flush(path.dirname(to));
    await flush(staging);
    return { status: 'kept' };
  }

  return {
    settle,

    async receive(body, offset, chunks) {
      const from = stagingPath(body.upload);
      const arrived = arriving(chunks, body.size - offset);
      const misplaced = (await sizeOf(from)) !== offset || offset >= body.size;
      const ending = misplaced ? 'misplaced' : await append(from, arrived);
      return { standing: await settle(body), ending };
    },

    discard: (upload) => rm(stagingPath(upload), { force: true }),
    staged: () => readdir(staging).then((names) => names.filter((name) => !name.startsWith('.'))),

    async put(key, bytes) {
      const to = finalPath(key);
      await makeFolder(final, path.dirname(to));
      const beside = path.join(staging, `.${randomUUID()}`);
      const file = await open(beside, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, to);
      await flush(path.dirname(to));
    },

    get: (key) => readIfThere(finalPath(key)),
    remove: (key) => rm(finalPath(key), { force: true }),
  };
}

async function append(to: string, { chunks, ending }: Arriving): Promise<Ending> {
  const file = await open(to, 'a');
  try {
    for await (const chunk of chunks) await file.appendFile(chunk);
    return ending();
  } finally {
    await file.close();
  }
}

function isWhat(bytes: Uint8Array, declared: { sha256: string; size: number }): boolean {
  return bytes.length === declared.size && createHash('sha256').update(bytes).digest('base64url') === declared.sha256;
}

async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  // A new folder's own name is in its parent, and each of several is in another one.
  for (let parent = path.dirname(folder); parent.startsWith(root); parent = path.dirname(parent)) await flush(parent);
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    (error: unknown) => {
      if (isAbsence(error)) return 0;
      throw error;
    },
  );
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  return readFile(file).catch((error: unknown) => {
    if (isAbsence(error)) return null;
    throw error;
  });
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Keys come from ids and hashes that were checked at the edge; a name that could leave the folder is a bug. */
function checkedName(name: string): string {
  if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`not a blob name: ${name}`);
  return name;
}
