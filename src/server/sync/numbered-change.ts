import { numbered, origin } from '../../protocol/mutation.ts';

export interface NumberedChange {
  n: number;
  body: object;
  /** Where a replica that had to number everything anew had it first. */
  origin: Origin | null;
}

export interface Origin {
  replica: string;
  n: number;
}

/** Reads of a change what has to be known of it even when the rest cannot be read; null when not even its number can. */
export function readNumber(received: unknown): NumberedChange | null {
  const parsed = numbered.safeParse(received);
  return parsed.success ? { n: parsed.data.n, body: received as object, origin: readOrigin(received as object) } : null;
}

/** Null where it can be no place of a change: the store looks for changes by it, and the body keeps what was sent. */
function readOrigin(body: object): Origin | null {
  const { data } = origin.safeParse('origin' in body ? body.origin : undefined);
  return data ? { replica: data[0], n: data[1] } : null;
}
