import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { giveUp } from './give-up.ts';
import { floodLimits } from './http/flood-limits.ts';
import { keepAssets } from './keep-assets.ts';
import { openBlobs, openDatabase } from './open-stores.ts';
import { isLoopback, readSettings, type Settings } from './settings.ts';
import { start, type Started } from './start.ts';

const read = readSettings(process.env);
if (read.status === 'refused') giveUp(read.sentence);
else await serve(read.settings);

async function serve(settings: Settings): Promise<void> {
  const keptAssets = path.join(settings.dataFolder, 'assets');
  try {
    await mkdir(keptAssets, { recursive: true });
  } catch {
    return giveUp(`Không tạo được thư mục dữ liệu ${settings.dataFolder}. Mời kiểm tra DATA_DIR và quyền ghi.`);
  }
  const here = import.meta.dirname;
  const client = path.dirname(here);
  const opened = await openDatabase(settings);
  if (opened.status === 'refused') return giveUp(opened.sentence);
  const { database } = opened;
  // Standard output is for people: the address, and the one for the first administrator.
  const logger = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: null }, pino.destination(2));
  const started = await start({
    database,
    blobs: await openBlobs(settings, database),
    decoder: path.join(here, 'decode-worker.js'),
    clock: Date.now,
    random: randomBytes,
    build: __BUILD__,
    demo: settings.demo,
    demoAllowed: isLoopback(settings.host),
    logger,
    trustProxy: settings.trustProxy,
    client,
    keptAssets,
    floodLimits,
    reachedFile: settings.databaseUrl === null ? path.join(settings.dataFolder, 'reached') : null,
    stopPatience: 5_000,
  });
  if (started === 'demo_outside') {
    giveUp(
      `Kho dữ liệu này có tài khoản mẫu ai cũng biết mật khẩu, nên không mở ra mạng (HOST=${settings.host}). ` +
        'Mời dùng DATA_DIR mới cho máy chủ thật, hoặc để HOST=127.0.0.1.',
    );
    return;
  }
  try {
    await started.app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    await started.stop();
    giveUp(
      `Không mở được cổng ${settings.port} trên ${settings.host} (${error instanceof Error ? error.message : 'lỗi'}). Mời chọn PORT khác.`,
    );
    return;
  }
  announce(settings, started);
  // Nobody needs them before the next build: answering comes first, and a full disk must not stop it.
  keepAssets({ built: path.join(client, 'assets'), kept: keptAssets }, Date.now()).catch((error: unknown) =>
    logger.error({ err: error }, 'the files of this build could not be kept for later'),
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void started.stop());
}

function announce(settings: Settings, started: Started): void {
  const { port } = started.app.server.address() as AddressInfo;
  // Every address of this machine is none that a browser could open.
  const reached = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  const host = reached.includes(':') ? `[${reached}]` : reached;
  console.log(`Sổ Tuyên truyền: http://${host}:${port}`);
  if (started.setupToken) console.log(`Tạo người quản trị đầu tiên (dùng một lần): http://${host}:${port}/setup#${started.setupToken}`);
}
