import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { signIn } from '../../src/sync/session.ts';
import { sendEverything } from '../../src/sync/send-everything.ts';
import { exchange } from '../../src/sync/exchange.ts';
import type { Transport, WireRequest } from '../../src/sync/transport.ts';
import { uploadPhoto } from '../../src/sync/upload-photo.ts';
import { openPhone, type TestDevice } from '../fakes/device.ts';
import { httpTransport } from '../fakes/http-transport.ts';
import { startServerProcess } from '../journeys/server-process.ts';
import { atMost, reported, type Figure } from './figure.ts';
import { saveRealisticTraining } from './wire-fixture.ts';

/** Bytes that the main job costs, by the phone's own core against the built server. */
export async function measure(): Promise<Figure[]> {
  const server = await startServerProcess();
  try {
    const wire = httpTransport(() => server.url);
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
    const ten = await pushOf(phone, asked, world, 0, 10);
    const photo = await photoCutAtHalf(phone, asked, world);
    return [
      atMost('one training entry with three photo references, gzipped body', one.body, 'B', 1200),
      atMost('the same with its request headers, warm HTTP/2 as behind the TLS proxy', await overHttp2(one.request), 'B', 1500),
      reported('the same with its request headers, HTTP/1.1 as Chromium writes them', one.body + headerText(one.request).length, 'B'),
      atMost('ten entries, each', ten.body / 10, 'B', 650),
      atMost('round trips for ten entries', ten.roundTrips, 'requests', 1),
      atMost('a 300 kB photo cut at half, all bytes sent', photo / 1000, 'kB', 310),
    ];
  } finally {
    await server.close();
  }
}

type Recorder = Transport & { requests: WireRequest[]; cutAt: number | null };

function recorder(wire: Transport): Recorder {
  const recording: Recorder = {
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
  const outcome = await exchange(phone.db, world);
  if (outcome.status !== 'applied') throw new Error(outcome.status);
  const [request] = asked.requests;
  if (!request?.body) throw new Error('nothing was sent');
  const left = await phone.db.outbox.count();
  return { body: request.body.length, request, roundTrips: asked.requests.length + left };
}

async function photoCutAtHalf(phone: TestDevice, asked: Recorder, world: World): Promise<number> {
  await sendEverything(phone.db, world);
  await saveRealisticTraining(phone, 1, { count: 1, bytes: 300_000 });
  await exchange(phone.db, world);
  const [photo] = await phone.db.photos.where('state').equals('declared').toArray();
  if (!photo) throw new Error('no photo is declared');
  asked.requests.length = 0;
  asked.cutAt = 150_000;
  await uploadPhoto(phone.db, photo, { transport: asked, chunk: null, askOffset: false });
  const finished = await uploadPhoto(phone.db, photo, { transport: asked, chunk: null, askOffset: true });
  if (finished.status !== 'stored') throw new Error(`the photo is ${finished.status}`);
  return asked.requests.reduce((sum, request) => sum + (request.body?.length ?? 0) + headerText(request).length, 0);
}

/** What Chromium 156 adds to a page's own request on this origin. */
const browserHeaders = {
  host: 'so-tuyen-truyen.hungyen.gov.vn',
  'sec-ch-ua-platform': '"Android"',
  'user-agent': 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
  'sec-ch-ua': '"Chromium";v="156", "Not.A/Brand";v="24"',
  'sec-ch-ua-mobile': '?1',
  accept: '*/*',
  origin: 'https://so-tuyen-truyen.hungyen.gov.vn',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'vi-VN',
  priority: 'u=1, i',
  cookie: `session=${'s'.repeat(43)}; device=${'d'.repeat(43)}`,
};

function headerText(request: WireRequest): string {
  const headers = { ...browserHeaders, connection: 'keep-alive', 'content-length': String(request.body?.length ?? 0), ...request.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${request.method} ${request.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Bytes of the second such request on one connection: header compression has seen the first. */
async function overHttp2(request: WireRequest): Promise<number> {
  const sockets: Socket[] = [];
  const server = createHttp2Server((_incoming, response) => response.end());
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { host, ...rest } = browserHeaders;
  const send = async (): Promise<void> => {
    const stream = client.request({
      ':method': request.method,
      ':path': request.path,
      ':authority': host,
      'content-length': String(request.body?.length ?? 0),
      ...rest,
      ...request.headers,
    });
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
