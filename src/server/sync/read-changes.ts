import { identifier } from '../../protocol/entry.ts';
import { mutation, type Mutation } from '../../protocol/mutation.ts';
import { hashMutation } from './canonical.ts';
import { type NumberedChange, readNumber } from './numbered-change.ts';
import { isUnsafe } from './unsafe-shape.ts';

/** A change as it came, with what has to be known of it. */
export interface HashedChange extends NumberedChange {
  hash: string;
  /** Null where it cannot be read; then `field` is why. */
  reading: { change: Mutation; field?: never } | { change: null; field: string };
}

/** Null when not even the number of one of them can be read. */
export function readChanges(mutations: readonly unknown[]): HashedChange[] | null {
  const numbered = mutations.map(readNumber).filter((change) => change !== null);
  if (numbered.length < mutations.length) return null;
  return numbered.map((change) => ({ ...change, hash: hashMutation(change.body), reading: read(change.body) }));
}

function read(body: object): HashedChange['reading'] {
  if (isUnsafe(body)) return { change: null, field: 'mutation' };
  const parsed = mutation.safeParse(body);
  return parsed.success ? { change: parsed.data } : { change: null, field: String(parsed.error.issues[0]?.path[0] ?? 'mutation') };
}

/**
 * The entry that it speaks of, also where the rest cannot be read. Only what can be an entry's name at all: the store looks
 * for changes by it, and could not take any text whatever.
 */
export function nameIn(body: object): string | undefined {
  return identifier.safeParse('id' in body ? body.id : undefined).data;
}
