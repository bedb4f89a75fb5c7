import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The built server as people run it: its own process, its own folder, killed when told. */
export interface ServerProcess {
  url: string;
  port: number;
  processId: number;
  dataFolder: string;
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill: () => Promise<void>;
  /** SIGTERM, and the folder goes too unless it was given. */
  close: () => Promise<void>;
}

export async function startServerProcess(
  options: { dataFolder?: string; port?: number; environment?: Record<string, string>; program?: readonly string[] } = {},
): Promise<ServerProcess> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(path.join(tmpdir(), 'so-journey-')));
  const child = spawn(process.execPath, options.program ?? builtServer, {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      DATA_DIR: dataFolder,
      LOG_LEVEL: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstAddress(child);
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    url,
    port: Number(new URL(url).port),
    processId: child.pid ?? 0,
    dataFolder,
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGTERM');
      if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

const builtServer = ['dist/server/main.js'];

/** The same program from its source, for tests that may run before anything is built. */
export const unbuiltServer = ['--import', 'tsx', '--import', 'data:text/javascript,globalThis.__BUILD__="2026.11.1"', 'src/server/main.ts'];

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (address) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened: ${printed}`)));
  });
}
