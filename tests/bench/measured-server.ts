import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kill } from 'node:process';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';

/** Bytes, after everything that nobody holds was collected. */
export interface Memory {
  /** What the program holds, in its heap and beside it. */
  kept: number;
  /** What the system counts, with what the process keeps for later use. */
  resident: number;
}

/** The built server, with somebody in it who tells what it keeps in memory. */
export interface MeasuredServer extends ServerProcess {
  readMemory: () => Promise<Memory>;
}

export async function startMeasuredServer(): Promise<MeasuredServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'so-memory-'));
  const file = path.join(folder, 'memory.json');
  const program = ['--expose-gc', '--import', './tests/bench/tell-memory.mjs', 'dist/server/main.js'];
  const server = await startServerProcess({ program, environment: { MEMORY_FILE: file } });
  let asked = 0;
  return {
    ...server,
    async readMemory() {
      asked += 1;
      kill(server.processId, 'SIGUSR2');
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const told = await readTold(file);
        if (told?.times === asked) return told;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the server does not tell what it keeps in memory');
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Null before the first answer, and in the middle of a new one. */
async function readTold(file: string): Promise<(Memory & { times: number }) | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Memory & { times: number };
  } catch {
    return null;
  }
}
