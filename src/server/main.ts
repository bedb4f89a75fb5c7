import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { giveUp } from './give-up.ts';
import { openBlobs, openDatabase } from './open-stores.ts';
import { isLoopback, readSettings, type Settings } from './settings.ts';
import { start, type Started } from './start.ts';

const read = readSettings(process.env);
if (read.status === 'refused') giveUp(read.sentence);
else await serve(read.settings);

async function serve(settings: Settings): Promise<void> {
  await mkdir(settings.dataFolder, { recursive: true });
  const here = import.meta.dirname;
  const opened = await openDatabase(settings);
  if (opened.status === 'refused') return giveUp(opened.sentence);
  const { database } = opened;
  const started = await start({
    database,
    blobs: await openBlobs(settings, database),
    decoder: path.join(here, 'decode-worker.js'),
    clock: Date.now,
    random: randomBytes,
    build: __BUILD__,
    demo: settings.demo,
    demoAllowed: isLoopback(settings.host),
    // Standard output is for people: the address, and the one for the first administrator.
    logger: pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: null }, pino.destination(2)),
    trustProxy: settings.trustProxy,
    client: path.dirname(here),
    requestsPerMinute: 1200,
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
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void started.stop());
}

function announce(settings: Settings, started: Started): void {
  const { port } = started.app.server.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  console.log(`Sổ Tuyên truyền: http://${host}:${port}`);
  if (started.setupToken) console.log(`Tạo người quản trị đầu tiên (dùng một lần): http://${host}:${port}/setup#${started.setupToken}`);
}
