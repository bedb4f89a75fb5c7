import { readBody } from './entry-view.ts';
import type { OutboxRow } from './rows.ts';

/** Numbers under which `replica` sent what its person has let go of since, as far as these changes tell. */
export function givenUpBy(replica: string, rows: readonly OutboxRow[]): ReadonlySet<number> {
  const numbers = rows.map(readBody).flatMap((change) => (change.type === 'dismiss' && change.held[0] === replica ? [change.held[1]] : []));
  return new Set(numbers);
}
