import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selfTest } from '../../src/server/deploy/self-test.ts';
import { startTestServer, type TestServer } from '../fakes/test-server.ts';

let server: TestServer;
let proxy: Server | null;

beforeEach(async () => {
  server = await startTestServer({ clock: { now: Date.now() } });
  proxy = null;
});
afterEach(async () => {
  proxy?.close();
  await server.close();
});

const account = { username: 'hiepcuong', password: 'demo-2026' };
const usual = { account, patience: 1_000, build: '2026.11.1' };

/** As nginx is by default: a request goes on only when it is whole. */
async function bufferingProxy(): Promise<string> {
  const port = Number(new URL(server.url).port);
  const buffering = createServer((down) => {
    let request = Buffer.alloc(0);
    down.on('error', () => {});
    down.on('data', (piece) => {
      request = Buffer.concat([request, piece]);
      const head = request.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(request.toString('latin1'))?.[1] ?? 0);
      if (head < 0 || request.length < head + 4 + length) return;
      connect({ port, host: '127.0.0.1' }, function (this: NodeJS.ReadWriteStream) {
        this.write(request);
        this.pipe(down);
      });
    });
  });
  proxy = buffering;
  await new Promise<void>((resolve) => buffering.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(buffering.address() as AddressInfo).port}`;
}

describe('an operator tries the public address', () => {
  it('and learns that a cut upload goes on where it was cut', async () => {
    const result = await selfTest({ ...usual, url: server.url });
    expect(result).toEqual({ status: 'resumes', kept: 100_000, sent: 100_000 });
  });

  it('and nothing of the trial is left in anybody’s log or queue', async () => {
    await selfTest({ ...usual, url: server.url });
    const entries = await server.parts.database.query.selectFrom('entry').select(['status', 'submitted_at']).execute();
    expect(entries).toEqual([{ status: 'void', submitted_at: null }]);
  });

  it('without an account: at least that bytes pass before the last one is sent', async () => {
    expect(await selfTest({ ...usual, account: null, url: server.url })).toEqual({ status: 'streams' });
  });

  it('and learns that a proxy holds requests back', async () => {
    expect(await selfTest({ ...usual, url: await bufferingProxy() })).toEqual({ status: 'buffered' });
  });

  it('and mistyped the password, or the address', async () => {
    expect(await selfTest({ ...usual, account: { ...account, password: 'sai-mat-khau' }, url: server.url })).toEqual({
      status: 'signed_out',
    });
    expect(await selfTest({ ...usual, url: 'http://127.0.0.1:1' })).toEqual({ status: 'unreachable' });
  });

  it('with an account that logs nothing', async () => {
    expect(await selfTest({ ...usual, account: { ...account, username: 'quantri' }, url: server.url })).toEqual({ status: 'no_unit' });
  });
});
