import { createHash } from 'node:crypto';
import type { Entry } from '../../src/domain/entry.ts';
import type { OutboxRow } from '../../src/localdb/rows.ts';
import type { Phone } from './phone.ts';
import { type Contents, waitingOf } from './storage.ts';

/** One thing that a person did, by its content: the same under whatever name and number it is sent. */
export interface SavedChange {
  identity: string;
  phone: string;
  person: string;
  entry: string;
  body: Record<string, unknown>;
  /** When it really was, and by how much the phone's clock was wrong then. */
  savedAt: number;
  clockError: number;
}

/** What people did, kept apart from the program under test. */
export class Ledger {
  readonly saved = new Map<string, SavedChange>();
  /** What a reviewer had before them when they decided. */
  readonly seen = new Map<string, Entry>();
  /** What a phone has shown as refused, at any time. */
  readonly refused = new Set<string>();
  /** What a server took, in any of its lives. */
  readonly taken = new Set<string>();
  /** Entries that had to go by law, whatever a copy brings back of them. */
  readonly erased = new Set<string>();
  /** Lines and exceptions that somebody wrote into a weekly schedule, and nobody has taken out. */
  readonly scheduled = new Map<string, { unit: string; phone: string }>();
  /** Refused changes that a person gave up: `phone entry`. */
  readonly dismissed = new Set<string>();
  /** By phone, also what it took over from the phone that it is a copy of. */
  readonly #made = new Map<string, Set<string>>();
  /** By phone, what it was told, at any time, that the server has taken. */
  readonly #taken = new Map<string, Set<string>>();

  note(phone: Pick<Phone, 'name' | 'person' | 'clockError' | 'now'>, contents: Contents): SavedChange[] {
    const fresh: SavedChange[] = [];
    for (const identity of identitiesOf(contents.held)) this.refused.add(identity);
    const waiting = new Set(waitingOf(contents));
    for (const row of contents.outbox) if (!row.refused && !waiting.has(row)) this.#takenFrom(phone.name).add(identityOf(row.body));
    for (const row of waitingOf(contents)) {
      const identity = identityOf(row.body);
      if (this.saved.has(identity)) continue;
      const change = {
        identity,
        phone: phone.name,
        person: phone.person.id,
        entry: row.entry,
        body: JSON.parse(row.body) as Record<string, unknown>,
        savedAt: phone.now() - phone.clockError,
        clockError: phone.clockError,
      };
      this.saved.set(identity, change);
      this.#madeBy(phone.name).add(identity);
      fresh.push(change);
    }
    return fresh;
  }

  noteTaken(rows: readonly { body: string; outcome: string; type: string }[]): void {
    for (const row of rows) if (row.outcome !== 'held' && row.type !== 'dismiss') this.taken.add(identityOf(row.body));
  }

  copied(from: { name: string }, to: { name: string }): void {
    this.#made.set(to.name, new Set(this.#madeBy(from.name)));
    this.#taken.set(to.name, new Set(this.#takenFrom(from.name)));
  }

  wasTaken(phone: string, body: string): boolean {
    return this.#takenFrom(phone).has(identityOf(body));
  }

  /** Whoever did the one thing had done the other, on the same phone, whatever that was called at the time. */
  isOneHand(body: string, other: string): boolean {
    const phone = this.saved.get(identityOf(body))?.phone;
    return phone !== undefined && this.#madeBy(phone).has(identityOf(other));
  }

  #madeBy(phone: string): Set<string> {
    const made = this.#made.get(phone) ?? new Set();
    this.#made.set(phone, made);
    return made;
  }

  #takenFrom(phone: string): Set<string> {
    const taken = this.#taken.get(phone) ?? new Set();
    this.#taken.set(phone, taken);
    return taken;
  }
}

/** As a server that keeps no words of it still knows it. */
export function hashOf(identity: string): string {
  return createHash('sha256').update(identity).digest('base64url');
}

/** Everything of a change but its number and origin, in one order. */
export function identityOf(body: string): string {
  const { n: _number, origin: _origin, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(inOrder(rest));
}

export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, inOrder(member)]),
  );
}

export function sameContent(one: unknown, other: unknown): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

export function identitiesOf(rows: readonly OutboxRow[]): string[] {
  return rows.map((row) => identityOf(row.body));
}
