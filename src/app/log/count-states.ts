import type { Entry } from '../../domain/entry.ts';
import type { Kind, KindState } from '../../domain/kinds/field.ts';
import type { Day } from '../../domain/text.ts';

export interface StateCount<Each> {
  state: KindState;
  entries: Each[];
}

/** How entries of a kind stand today: said anew each day, and so never stored. What was taken back stands nowhere. */
export function countStates<Each extends Pick<Entry, 'status' | 'values'>>(
  kind: Pick<Kind, 'states' | 'state'>,
  entries: readonly Each[],
  today: Day,
): StateCount<Each>[] {
  const standing = entries
    .filter((entry) => entry.status !== 'void')
    .map((entry) => ({ entry, state: kind.state?.(entry.values, today)?.id }));
  return (kind.states ?? []).map((state) => ({
    state,
    entries: standing.filter((each) => each.state === state.id).map(({ entry }) => entry),
  }));
}
