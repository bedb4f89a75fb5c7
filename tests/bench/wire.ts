import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Request } from 'playwright-core';
import { countWaiting } from '../../src/localdb/waiting.ts';
import { signIn } from '../../src/sync/sign-in.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import { exchange } from '../../src/sync/exchange.ts';
import { fetchTransport, type Transport, type WireRequest } from '../../src/sync/transport.ts';
import { uploadPhoto } from '../../src/sync/upload-photo.ts';
import { startCuttingProxy } from '../fakes/cutting-proxy.ts';
import { openPhone, type TestDevice } from '../fakes/device.ts';
import { startServerProcess, type ServerProcess } from '../journeys/server-process.ts';
import { atMost, type Figure, reported } from './figure.ts';
import { forgetProfile, openBrowser } from './signed-in-browser.ts';
import { saveRealisticTraining } from './wire-fixture.ts';

/** Bytes that the main job costs, by the phone's own core and a real browser against the built server. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  const wire = await openBrowserWire(server);
  try {
    const session = await signIn({ username: 'hiepcuong', password: 'demo-2026' }, wire);
    if (session.status !== 'signedIn') throw new Error(session.status);
    const phone: TestDevice = { db: await openPhone(session.person), clock: { now: Date.now() - 60_000 } };
    const asked = recorder(wire);
    const world = { transport: asked, build: '2026.11.1', now: () => Date.now(), onProgress: () => {} };
    await sendEverything(phone.db, world);
    // The first push also carries the device's public key, once in its life.
    await saveRealisticTraining(phone, 7, { count: 0, bytes: 0 });
    await sendEverything(phone.db, world);
    const one = await pushOf(phone, asked, world, 0, 1);
    const onHttp2 = await overHttp2(one.request, await wire.lastHeaders());
    const ten = await pushOf(phone, asked, world, 0, 10);
    const photo = await photoCutAtHalf(phone, asked, world);
    return [
      atMost('one training entry with three photo references, gzipped body', one.body, 'B', 1200),
      atMost(
        'the same with headers as phones send it, HTTP/2 through the proxy that ends TLS, from the second on a connection',
        onHttp2,
        'B',
        1500,
      ),
      // Some 500 bytes of it are the browser's own headers, which no app can leave out: said again with every request, where
      // HTTP/2 says them once. Browsers speak HTTP/2 wherever there is TLS, so this is the line of a machine on its own desk.
      reported('the same with headers, HTTP/1.1 without TLS', one.sent, 'B'),
      atMost('what the server answers to it, HTTP/1.1 with every header', one.received, 'B', 1000),
      atMost('ten entries, each', ten.body / 10, 'B', 650),
      atMost('round trips for ten entries', ten.roundTrips, 'requests', 1),
      atMost('a 300 kB photo cut at half, all bytes sent with every header', photo / 1000, 'kB', 310),
    ];
  } finally {
    await wire.close();
    await server.close();
  }
}

type Recorder = BrowserWire & { requests: WireRequest[]; cutAt: number | null };

function recorder(wire: BrowserWire): Recorder {
  const recording: Recorder = {
    ...wire,
    requests: [],
    cutAt: null,
    send: async (request) => {
      const cutAt = request.method === 'PATCH' ? recording.cutAt : null;
      const sent = cutAt !== null && request.body ? { ...request, body: request.body.slice(0, cutAt) } : request;
      recording.requests.push(sent);
      if (cutAt === null) return wire.send(sent);
      recording.cutAt = null;
      // The server got half; its answer never reaches the phone.
      await wire.send(sent);
      return { status: 'none' };
    },
  };
  return recording;
}

interface World {
  transport: Recorder;
  build: string;
  now: () => number;
  onProgress: () => void;
}

async function pushOf(phone: TestDevice, asked: Recorder, world: World, from: number, count: number) {
  for (let index = from; index < from + count; index += 1) await saveRealisticTraining(phone, index, { count: 3, bytes: 4000 });
  asked.requests.length = 0;
  const before = asked.line();
  const outcome = await exchange(phone.db, world);
  const after = asked.line();
  if (outcome.status !== 'applied') throw new Error(outcome.status);
  const [request] = asked.requests;
  if (!request?.body) throw new Error('nothing was sent');
  const left = await countWaiting(phone.db);
  const bytes = { body: request.body.length, sent: after.sent - before.sent, received: after.received - before.received };
  return { ...bytes, request, roundTrips: asked.requests.length + left };
}

async function photoCutAtHalf(phone: TestDevice, asked: Recorder, world: World): Promise<number> {
  await sendEverything(phone.db, world);
  await saveRealisticTraining(phone, 1, { count: 1, bytes: 300_000 });
  await exchange(phone.db, world);
  const [photo] = await phone.db.photos.where('state').equals('declared').toArray();
  if (!photo) throw new Error('no photo is declared');
  const before = asked.line().sent;
  asked.cutAt = 150_000;
  await uploadPhoto(phone.db, photo, { transport: asked, chunk: null, askOffset: false });
  const finished = await uploadPhoto(phone.db, photo, { transport: asked, chunk: null, askOffset: true });
  if (finished.status !== 'stored') throw new Error(`the photo is ${finished.status}`);
  return asked.line().sent - before;
}

/** The name that phones will know, on this machine: it is in three headers of every request. */
const host = 'so-tuyen-truyen.hungyen.gov.vn';
const phoneBrowser = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36';

interface BrowserWire extends Transport {
  /** Bytes on the line since the beginning, heads and bodies, without what TLS adds; over it a browser also offers br and zstd, in ten bytes. */
  line: () => { sent: number; received: number };
  /** Headers of the last request, as the browser wrote them. */
  lastHeaders: () => Promise<Record<string, string>>;
  close: () => Promise<void>;
}

type PlainAnswer = { status: 'none' } | { status: 'answered'; code: number; headers: [string, string][]; body: number[] };

/** The app's own transport, run by a browser that stands on a page of the built server, over HTTP/1.1 as it speaks it. */
async function openBrowserWire(server: ServerProcess): Promise<BrowserWire> {
  const proxy = await startCuttingProxy({ target: () => server.port, random: () => 1, within: 1, share: 0 });
  const browser = await openBrowser({
    withoutWorker: true,
    userAgent: phoneBrowser,
    // Browsers say more about themselves where they believe nobody listens, as over TLS.
    flags: [
      `--host-resolver-rules=MAP ${host} 127.0.0.1:${new URL(proxy.url).port}`,
      `--unsafely-treat-insecure-origin-as-secure=http://${host}`,
    ],
  });
  const { page } = browser;
  let last: Request | null = null;
  page.on('request', (request) => (last = request));
  // No app runs there, so that nothing else is on the line.
  await page.goto(`http://${host}/manifest.webmanifest`);
  return {
    send: async ({ body, ...request }) => {
      const bytes = body
        ? `Uint8Array.from(atob('${Buffer.from(body).toString('base64')}'), (letter) => letter.charCodeAt(0))`
        : 'undefined';
      const answer = await page.evaluate<PlainAnswer>(`(async () => {
        const transport = { ${fetchTransport.send.toString().replace(/^async/, 'send: async')} };
        const answer = await transport.send({ ...${JSON.stringify(request)}, body: ${bytes} });
        return answer.status === 'none' ? answer : { ...answer, headers: [...answer.headers], body: [...answer.body] };
      })()`);
      return answer.status === 'none' ? answer : { ...answer, headers: new Headers(answer.headers), body: Uint8Array.from(answer.body) };
    },
    line: () => ({ sent: proxy.bytesUp, received: proxy.bytesDown }),
    lastHeaders: async () => (await last?.allHeaders()) ?? {},
    close: async () => {
      await browser.close();
      await forgetProfile(browser.profile);
      await proxy.close();
    },
  };
}

/** Bytes of the second such request on one connection: header compression has seen the first. */
async function overHttp2(request: WireRequest, headers: Record<string, string>): Promise<number> {
  const sockets: Socket[] = [];
  const server = createHttp2Server((_incoming, response) => response.end());
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { host: authority, connection: _ofHttp1, ...rest } = headers;
  const send = async (): Promise<void> => {
    const stream = client.request({ ':method': request.method, ':path': request.path, ':authority': authority ?? host, ...rest });
    stream.end(request.body);
    stream.resume();
    await new Promise((resolve) => stream.on('close', resolve));
  };
  await send();
  const before = sockets[0]?.bytesRead ?? 0;
  await send();
  const bytes = (sockets[0]?.bytesRead ?? 0) - before;
  client.destroy();
  server.close();
  return bytes;
}
