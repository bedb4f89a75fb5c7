import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { TestServer } from './test-server.ts';
import { WirePhone } from './wire-phone.ts';

/** A phone that says everything to two servers and accepts no difference between their answers, to the byte. */
export class TwinPhone extends WirePhone {
  readonly #servers: readonly [TestServer, TestServer];
  override readonly replica: string;

  constructor(servers: readonly [TestServer, TestServer], name: string) {
    super(servers[0].url, servers[0].clock.now);
    this.#servers = servers;
    this.replica = createHash('sha256').update(name).digest('base64url').slice(0, 22);
  }

  override async fetch(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    const answers: Response[] = [];
    for (const server of this.#servers) {
      this.url = server.url;
      answers.push(await super.fetch(path, init));
      // What the server goes on doing after an answer shows in the next one.
      await server.parts.pictures.settled();
    }
    const [left, right] = await Promise.all(answers.map(told));
    expect(right, `${init.method ?? 'GET'} ${path} ${typeof init.body === 'string' ? init.body : ''}`).toEqual(left);
    const [answer] = answers;
    if (!answer) throw new Error('nobody answered');
    return answer;
  }
}

/** All of an answer but the moment it was given at. */
async function told(answer: Response): Promise<{ status: number; headers: [string, string][]; body: string }> {
  const headers = [...answer.headers].filter(([name]) => name !== 'date');
  return { status: answer.status, headers, body: Buffer.from(await answer.clone().arrayBuffer()).toString('latin1') };
}
