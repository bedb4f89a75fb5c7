import type { EntryChange } from '../../domain/entry.ts';
import { mutation } from '../../protocol/mutation.ts';
import { isUnsafe } from '../sync/unsafe-shape.ts';

/** The change that a body in the history says, or null where it cannot be read, or was erased. */
export function recordedChange(body: unknown): EntryChange | null {
  const parsed = typeof body === 'object' && body !== null && !isUnsafe(body) ? mutation.safeParse(body) : null;
  return parsed?.success ? parsed.data : null;
}

/** What a person said beside what they did. */
export function remarkOf(change: EntryChange): string | null {
  if (change.type === 'comment') return change.text;
  if (change.type === 'review') return change.remark ?? null;
  if (change.type === 'reopen') return change.remark ?? change.reason ?? null;
  return change.type === 'void' ? (change.reason ?? null) : null;
}
