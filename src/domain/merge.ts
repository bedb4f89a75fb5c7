import type { Conflict, Entry, EntryChange } from './entry.ts';
import type { FieldValue, MergePolicy } from './kinds/field.ts';

/** Who wrote a field last: revision, replica, and the estimated time that orders two concurrent edits. */
export type Writers = Record<string, [revision: number, replica: string, at: number, name?: string]>;

export interface MergedEdit {
  /** The edit with only what is to be applied. */
  change: Extract<EntryChange, { type: 'edit' }>;
  writers: Writers;
  conflicts: Conflict[];
}

/**
 * Three-way merge per field (sync card 3.5). A value is concurrent when somebody else wrote the field after the base
 * that the device knew; a chain of one replica's own edits never conflicts with itself (ODK Central #698), also where it
 * had another name at some of them: `renamed` are the revisions of those.
 */
export function mergeEdit(
  entry: Entry,
  writers: Writers,
  edit: Extract<EntryChange, { type: 'edit' }>,
  from: { replica: string; at: number; revision: number; name: string; renamed?: ReadonlySet<number> },
  policyOf: (field: string) => MergePolicy,
): MergedEdit {
  const set: Record<string, FieldValue | null> = {};
  const next: Writers = { ...writers };
  const conflicts: Conflict[] = [];
  const stamp = (field: string): void => {
    next[field] = [from.revision, from.replica, from.at, from.name];
  };
  for (const [field, incoming] of Object.entries(edit.set ?? {})) {
    const current = entry.values[field] ?? null;
    const writer = writers[field];
    const concurrent = writer !== undefined && writer[0] > edit.base && !isOwnBranch(writer, from) && !sameValue(current, incoming);
    if (!concurrent) {
      set[field] = incoming;
      stamp(field);
      continue;
    }
    const incomingWins = policyOf(field) !== 'manual' && from.at >= writer[2];
    const [theirs, ours] = [
      { value: current, by: writer[3], at: writer[2] },
      { value: incoming, by: from.name, at: from.at },
    ];
    const [kept, lost] = incomingWins ? [ours, theirs] : [theirs, ours];
    conflicts.push({
      field,
      revision: from.revision,
      kept: kept.value,
      lost: lost.value,
      ...(kept.by !== undefined && { keptBy: kept.by }),
      keptAt: kept.at,
      ...(lost.by !== undefined && { lostBy: lost.by }),
      lostAt: lost.at,
    });
    if (incomingWins) {
      set[field] = incoming;
      stamp(field);
    }
  }
  for (const field of [...Object.keys(edit.add ?? {}), ...Object.keys(edit.remove ?? {})]) stamp(field);
  return { change: { ...edit, set }, writers: next, conflicts };
}

function isOwnBranch([revision, replica]: Writers[string], from: { replica: string; renamed?: ReadonlySet<number> }): boolean {
  return replica === from.replica || from.renamed?.has(revision) === true;
}

/** Fields whose two values only a person can choose between, and none has yet: until then nothing is submitted or approved. */
export function openQuestions(entry: Pick<Entry, 'conflicts'>, policyOf: (field: string) => MergePolicy): string[] {
  return [...new Set(entry.conflicts.map((conflict) => conflict.field))].filter((field) => policyOf(field) === 'manual');
}

/**
 * A device's clock may be wrong by any constant: the age of the change by its own clock is trusted, the clock is not.
 * Bounded below by the time the server gave the revision it was made on.
 */
export function estimateTime(change: { at: number }, facts: { baseAt: number; receivedAt: number; deviceNow: number }): number {
  return Math.max(facts.baseAt, facts.receivedAt - Math.max(0, facts.deviceNow - change.at));
}

export function sameValue(left: FieldValue | null, right: FieldValue | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
