import { numbered } from '../../protocol/mutation.ts';

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

function readOrigin(body: object): Origin | null {
  const { origin } = body as { origin?: unknown };
  if (!Array.isArray(origin)) return null;
  const [replica, n] = origin as unknown[];
  return typeof replica === 'string' && Number.isSafeInteger(n) ? { replica, n: Number(n) } : null;
}
