import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beginLife } from '../../src/server/epoch.ts';
import { signedInPhone, type ServerPhone } from './server-phone.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** A server of which copies are kept under names, and one of them is put back. Phones follow it to wherever it starts again. */
export interface RestorableServer {
  /** As it runs now: another one after each copy. */
  readonly running: TestServer;
  phoneOf: (username: string) => Promise<ServerPhone>;
  /** As an operator's backup would have it; the server is still, so the file alone is whole. */
  keepCopy: (name: string) => Promise<void>;
  /** With a new life, as the operator's restore gives it one. */
  restoreCopy: (name: string) => Promise<void>;
  /** By hand, and nobody is told, unless the server has noted beside it how far it had come. */
  putBackCopy: (name: string) => Promise<void>;
  close: () => Promise<void>;
}

export async function startRestorableServer({ notesHowFar = false } = {}): Promise<RestorableServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-restorable-'));
  const options = { dataFolder: folder, ...(notesHowFar && { reachedFile: path.join(folder, 'reached') }) };
  let running = await startTestServer(options);
  const startAgain = async (): Promise<void> => {
    running = await startTestServer({ ...options, clock: running.clock });
  };
  const putBackCopy = async (name: string): Promise<void> => {
    await running.close();
    await copyFile(path.join(folder, name), path.join(folder, 'so.sqlite'));
    for (const rest of ['-wal', '-shm']) await rm(path.join(folder, `so.sqlite${rest}`), { force: true });
    await startAgain();
  };
  return {
    get running() {
      return running;
    },
    phoneOf: (username) => signedInPhone(running, username, () => running.url),
    keepCopy: async (name) => {
      await running.close();
      await copyFile(path.join(folder, 'so.sqlite'), path.join(folder, name));
      await startAgain();
    },
    restoreCopy: async (name) => {
      await putBackCopy(name);
      await beginLife(running.parts.database, { random: randomBytes, now: running.clock.now });
      await running.close();
      await startAgain();
    },
    putBackCopy,
    close: async () => {
      await running.close();
      await rm(folder, { recursive: true });
    },
  };
}
