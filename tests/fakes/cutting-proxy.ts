import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { BodyMeter } from './body-meter.ts';
import { WholeRequests, type WholeRequest } from './whole-requests.ts';

/**
 * Stands between a browser and a server and behaves like a bad network: cuts connections after some random number of
 * bytes in either direction, and sends some requests to the server a second time.
 */
export interface CuttingProxy {
  url: string;
  cuts: number;
  /** Requests that the server was sent twice. */
  duplicates: { pushes: number; photos: number };
  /** Bytes that travelled up and down, by now. */
  bytesUp: number;
  bytesDown: number;
  /** Bytes of request bodies that came from the browser, and those of them that were passed on before a cut. */
  bodies: { read: number; passed: number };
  /** While true, connections end at a random byte. */
  cutting: boolean;
  /** The next push is cut in its middle, whatever chance says; false again once it was. */
  cutsNextPush: boolean;
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
    duplicates: { pushes: 0, photos: 0 },
    bytesUp: 0,
    bytesDown: 0,
    bodies: { read: 0, passed: 0 },
    cutting: false,
    cutsNextPush: false,
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
    const requests = new WholeRequests();
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
      if (proxy.cutsNextPush && to === up && chunk.toString('latin1', 0, 14) === 'POST /v1/sync ') {
        proxy.cutsNextPush = false;
        left = Math.floor(chunk.length / 2);
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
      for (const request of requests.add(chunk)) {
        const what = whatItCarries(request);
        // The first of each for certain: chance might leave one out.
        if (proxy.cutting && what && (proxy.duplicates[what] === 0 || options.random() < 0.3)) sendAgain(request, what);
      }
    });
    up.on('data', (chunk) => {
      proxy.bytesDown += chunk.length;
      pass(down, chunk);
    });
  });

  const sendAgain = ({ bytes }: WholeRequest, what: 'pushes' | 'photos'): void => {
    proxy.duplicates[what] += 1;
    const again = connect({ port: options.target(), host: '127.0.0.1' }, () => again.write(bytes));
    sockets.add(again);
    again.on('error', () => {});
    again.on('close', () => sockets.delete(again));
    again.on('data', () => again.end());
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

function whatItCarries({ method, path }: WholeRequest): 'pushes' | 'photos' | null {
  if (method === 'POST' && path === '/v1/sync') return 'pushes';
  return method === 'PATCH' && path.startsWith('/v1/photos/') ? 'photos' : null;
}
