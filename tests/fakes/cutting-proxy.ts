import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { BodyMeter } from './body-meter.ts';

/**
 * Stands between a browser and a server and behaves like a bad network: cuts connections after some random number of
 * bytes in either direction, and sends some requests to the server a second time.
 */
export interface CuttingProxy {
  url: string;
  cuts: number;
  duplicates: number;
  /** Bytes that travelled up, by now. */
  bytesUp: number;
  /** Bytes of request bodies that came from the browser, and those of them that were passed on before a cut. */
  bodies: { read: number; passed: number };
  /** While true, connections end at a random byte. */
  cutting: boolean;
  /** While false, nothing passes: the cable is out. */
  plugged: boolean;
  close: () => Promise<void>;
}

export async function startCuttingProxy(options: {
  target: () => number;
  random: () => number;
  /** Bytes after which a cut falls, at most. */
  within: number;
  /** Share of pieces that bring a cut with them. */
  share: number;
}): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  const proxy: CuttingProxy = {
    url: '',
    cuts: 0,
    duplicates: 0,
    bytesUp: 0,
    bodies: { read: 0, passed: 0 },
    cutting: false,
    plugged: true,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  const server = createServer((down) => {
    if (!proxy.plugged) return void down.destroy();
    const up = connect({ port: options.target(), host: '127.0.0.1' });
    const pair = [down, up] as const;
    for (const socket of pair) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        for (const other of pair) other.destroy();
      });
    }
    let left = Number.POSITIVE_INFINITY;
    const read = new BodyMeter();
    const passed = new BodyMeter();
    const write = (to: Socket, chunk: Buffer): void => {
      if (to === up) proxy.bodies.passed += passed.count(chunk);
      to.write(chunk);
    };
    const pass = (to: Socket, chunk: Buffer): void => {
      if (!proxy.plugged) return void down.destroy();
      // Decided as bytes come, since a connection kept alive from better times must not outlive them whole.
      if (proxy.cutting && left === Number.POSITIVE_INFINITY && options.random() < options.share) {
        left = Math.floor(options.random() * options.within);
      }
      if (chunk.length <= left) {
        left -= chunk.length;
        write(to, chunk);
        return;
      }
      write(to, chunk.subarray(0, left));
      left = 0;
      proxy.cuts += 1;
      // Let what was written leave before the cut: the server keeps it, and that is what resuming is about.
      setTimeout(() => down.destroy(), 5);
    };
    down.on('data', (chunk) => {
      proxy.bytesUp += chunk.length;
      proxy.bodies.read += read.count(chunk);
      pass(up, chunk);
      if (proxy.cutting && isWholeSyncRequest(chunk) && options.random() < 0.3) sendAgain(chunk);
    });
    up.on('data', (chunk) => pass(down, chunk));
  });

  const sendAgain = (request: Buffer): void => {
    proxy.duplicates += 1;
    const again = connect({ port: options.target(), host: '127.0.0.1' }, () => again.write(request));
    sockets.add(again);
    again.on('error', () => {});
    again.on('close', () => sockets.delete(again));
    again.on('data', () => again.end());
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

/** Head and body of one `POST /v1/sync` in one piece, as browsers send small requests. */
function isWholeSyncRequest(chunk: Buffer): boolean {
  const text = chunk.toString('latin1');
  if (!text.startsWith('POST /v1/sync')) return false;
  const end = text.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? Number.NaN);
  return end > 0 && chunk.length === end + 4 + length;
}
