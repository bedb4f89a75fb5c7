import { findSession, openSession, type Tokens } from '../../src/server/users/sessions.ts';
import { hashSecret } from '../../src/server/users/secret.ts';
import type { Random } from './random.ts';
import type { ServerHost } from './server-host.ts';

/** Who is signed in where, without the cost of passwords. A cookie outlives what a restored server knows of it. */
export class SignIns {
  readonly #server: ServerHost;
  readonly #clock: { now: number };
  readonly #random: Random;
  readonly #people = new Map<string, string>();
  readonly #desks = new Map<string, string>();

  constructor(parts: { server: ServerHost; clock: { now: number }; random: Random }) {
    this.#server = parts.server;
    this.#clock = parts.clock;
    this.#random = parts.random;
  }

  note(cookie: string, person: string): void {
    this.#people.set(cookie, person);
  }

  personOf(cookie: string): string {
    return this.#people.get(cookie) ?? '';
  }

  isOpen(cookie: string): Promise<boolean> {
    return findSession(this.#server.database, tokensOf(cookie), this.#clock.now).then((session) => session !== null);
  }

  /** In a browser that was signed in before, which the server may know again. */
  async again(cookie: string): Promise<string> {
    return this.#open(this.personOf(cookie), tokensOf(cookie).device);
  }

  /** A computer that the person uses beside their phone. */
  async desk(person: string): Promise<string> {
    const before = this.#desks.get(person);
    if (before !== undefined && (await this.isOpen(before))) return before;
    const cookie = await this.#open(person, undefined);
    this.#desks.set(person, cookie);
    return cookie;
  }

  /** The browser's name on the server. */
  async deviceOf(cookie: string): Promise<string | null> {
    const row = await this.#server.database.query
      .selectFrom('device')
      .select('id')
      .where('token_hash', '=', hashSecret(tokensOf(cookie).device ?? ''))
      .executeTakeFirst();
    return row?.id ?? null;
  }

  async #open(person: string, deviceToken: string | undefined): Promise<string> {
    const opening = { person, deviceToken, now: this.#clock.now, random: this.#random.bytes };
    const tokens = await this.#server.database.write((tx) => openSession(tx, opening));
    const cookie = `session=${tokens.session}; device=${tokens.device}`;
    this.note(cookie, person);
    return cookie;
  }
}

export function isSameBrowser(one: string, other: string): boolean {
  return tokensOf(one).device === tokensOf(other).device;
}

function tokensOf(cookie: string): Tokens {
  const [session, device] = cookie.split('; ').map((part) => part.slice(part.indexOf('=') + 1));
  return { session, device };
}
