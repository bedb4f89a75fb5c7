import type { FieldValue, FieldValues } from './kinds/field.ts';

/** The envelope that every kind shares, and how a change turns one state of it into the next. */

export type EntryStatus = 'draft' | 'submitted' | 'returned' | 'approved' | 'rejected' | 'void';

export interface PhotoReference {
  id: string;
  /** base64url, 43 characters, of the bytes that the device sends. */
  sha256: string;
  /** Bytes. */
  size: number;
  type: string;
  /** Pixels; 0 where this device could not decode the picture. */
  width: number;
  height: number;
  /** Milliseconds since 1970, from the camera or the file's own record. */
  takenAt: number | null;
  source: 'camera' | 'gallery';
}

/** A file beside the photos, kept and handed out as it came. */
export interface AttachmentReference {
  id: string;
  /** base64url, 43 characters. */
  sha256: string;
  /** Bytes. */
  size: number;
  /** What the bytes are, not what a device calls them. */
  type: string;
  name: string;
}

export interface Person {
  id: string;
  name: string;
}

export type Verdict = 'approve' | 'return' | 'reject';

export interface Review {
  verdict: Verdict;
  remark: string;
  /** Names of fields, `attachments`, or `photo:<id>`. */
  flags: string[];
  by: Person;
  at: number;
  /** The revision that the reviewer saw. */
  revision: number;
  /** What stood here until then, for a decision that is taken back; absent where it cannot be. */
  before?: { review: Omit<Review, 'before'> | null; changes: Entry['changes'] } | undefined;
}

/** The side of a concurrent change that did not become the value. Never dropped. */
export interface Conflict {
  field: string;
  kept: FieldValue | null;
  lost: FieldValue | null;
  revision: number;
  /** Who wrote each, and when by the best estimate; older builds did not say. */
  keptBy?: string | undefined;
  keptAt?: number | undefined;
  lostBy?: string | undefined;
  lostAt?: number | undefined;
}

export interface Entry {
  id: string;
  unit: string;
  kind: string;
  revision: number;
  status: EntryStatus;
  values: FieldValues;
  photos: PhotoReference[];
  /** Absent where there are none. */
  attachments?: AttachmentReference[] | undefined;
  author: Person;
  /** The device's clock when it was saved; orders nothing. */
  createdAt: number;
  /** The server's clock: first arrival, last submission, last change. */
  receivedAt: number;
  submittedAt: number | null;
  updatedAt: number;
  review: Review | null;
  comments: { id: string; by: Person; at: number; text: string }[];
  /** Since the last return: field → before and after, what the reviewer compares. */
  changes: Record<string, [FieldValue | null, FieldValue | null]>;
  conflicts: Conflict[];
  /** Units whose log it was in before it was moved, oldest first. */
  formerUnits?: string[] | undefined;
}

interface Numbered {
  id: string;
  /** The device's clock, milliseconds. */
  at: number;
  /** Server revision last seen by the device; 0 if none. */
  base: number;
}

export type EntryChange =
  | ({
      type: 'new';
      unit: string;
      kind: string;
      set: FieldValues;
      photos?: PhotoReference[] | undefined;
      attachments?: AttachmentReference[] | undefined;
      submit?: true | undefined;
    } & Numbered)
  | ({
      type: 'edit';
      set?: Record<string, FieldValue | null> | undefined;
      photosAdded?: PhotoReference[] | undefined;
      photosRemoved?: string[] | undefined;
      attachmentsAdded?: AttachmentReference[] | undefined;
      attachmentsRemoved?: string[] | undefined;
      submit?: true | undefined;
      /** Members of a set field, added to and taken from whatever it holds by now. */
      add?: Record<string, string[]> | undefined;
      remove?: Record<string, string[]> | undefined;
    } & Numbered)
  | ({ type: 'submit' } & Numbered)
  | ({ type: 'review'; verdict: Verdict; remark?: string | undefined; flags?: string[] | undefined } & Numbered)
  /** Takes back a decision of one's own that nothing has followed: the entry waits again as if nobody had decided. */
  | ({ type: 'withdraw' } & Numbered)
  | ({ type: 'comment'; comment: string; text: string } & Numbered)
  | ({ type: 'void'; reason?: string | undefined } & Numbered)
  /** `remark` goes to whoever wrote the entry; `reason`, which version 1 began with, is kept in the history only. */
  | ({ type: 'reopen'; reason?: string | undefined; remark?: string | undefined } & Numbered)
  /** Settles a conflict: the value that a person chose of the two, or a third. */
  | ({ type: 'resolve'; field: string; pick: FieldValue | null } & Numbered)
  /** To the unit that it should have been written for. */
  | ({ type: 'move'; unit: string } & Numbered)
  /** Gives up a refused change of one's own; it stays in the history. */
  | ({ type: 'dismiss'; held: [replica: string, n: number] } & Numbered);

export interface Facts {
  by: Person;
  /** Server's clock at arrival; on a device that has no answer yet, its own. */
  at: number;
  revision: number;
}

/**
 * The next state of an entry. The server calls it with what the merge left to apply; a device calls it to show what
 * waits in its outbox, and to reach the server's own result when the answer says "kept as you sent it".
 * Returns null when the change names an entry that is not there.
 */
export function applyChange(before: Entry | null, change: EntryChange, facts: Facts): Entry | null {
  if (change.type === 'new') return create(change, facts);
  if (!before || change.type === 'dismiss') return before;
  const next: Entry = { ...before, revision: facts.revision, updatedAt: facts.at };
  switch (change.type) {
    case 'edit':
      return edited(next, change, facts);
    case 'submit':
      return submitted(next, facts);
    case 'review':
      return reviewed(next, change, facts, { review: withoutBefore(before.review), changes: before.changes });
    case 'withdraw':
      return withdrawn(next);
    case 'comment':
      return { ...next, comments: [...before.comments, { id: change.comment, by: facts.by, at: facts.at, text: change.text }] };
    case 'void':
      return { ...next, status: 'void' };
    case 'reopen':
      // With words of its own it is a return like any other; what was said before stays in the history.
      return change.remark === undefined
        ? { ...next, status: 'returned' }
        : reviewed(next, { ...change, type: 'review', verdict: 'return' }, facts);
    case 'resolve':
      return resolved(edited(next, { ...change, type: 'edit', set: { [change.field]: change.pick } }, facts), change);
    case 'move':
      return { ...next, unit: change.unit, formerUnits: [...(before.formerUnits ?? []), before.unit] };
  }
}

function create(change: Extract<EntryChange, { type: 'new' }>, facts: Facts): Entry {
  return {
    id: change.id,
    unit: change.unit,
    kind: change.kind,
    revision: facts.revision,
    status: change.submit ? 'submitted' : 'draft',
    values: change.set,
    photos: change.photos ?? [],
    ...(change.attachments && change.attachments.length > 0 && { attachments: change.attachments }),
    author: facts.by,
    createdAt: change.at,
    receivedAt: facts.at,
    submittedAt: change.submit ? facts.at : null,
    updatedAt: facts.at,
    review: null,
    comments: [],
    changes: {},
    conflicts: [],
  };
}

function edited(entry: Entry, change: Extract<EntryChange, { type: 'edit' }>, facts: Facts): Entry {
  const values = { ...entry.values };
  const changes = { ...entry.changes };
  const put = (field: string, after: FieldValue | null): void => {
    const first = changes[field]?.[0] ?? values[field] ?? null;
    if (after === null) delete values[field];
    else values[field] = after;
    if (entry.review) changes[field] = [first, after];
  };
  for (const [field, value] of Object.entries(change.set ?? {})) put(field, value);
  for (const field of new Set([...Object.keys(change.add ?? {}), ...Object.keys(change.remove ?? {})])) {
    const removed = new Set(change.remove?.[field] ?? []);
    const before = values[field];
    // Of what is no set the members are all that there will be: whoever checks the entry then finds a wrong type.
    const members = new Set([...(Array.isArray(before) ? (before as string[]) : []), ...(change.add?.[field] ?? [])]);
    put(field, [...members].filter((member) => !removed.has(member)).sort());
  }
  const photos = united(entry.photos, change.photosAdded, change.photosRemoved);
  const attachments = united(entry.attachments ?? [], change.attachmentsAdded, change.attachmentsRemoved);
  if (entry.review) {
    noteFiles(changes, 'photo', change.photosAdded, change.photosRemoved);
    noteFiles(changes, 'attachment', change.attachmentsAdded, change.attachmentsRemoved);
  }
  const { attachments: _before, ...others } = entry;
  const next: Entry = { ...others, values, photos, changes, ...(attachments.length > 0 && { attachments }) };
  return change.submit && (entry.status === 'draft' || entry.status === 'returned') ? submitted(next, facts) : next;
}

/** As sets do: what several add at once is all there, what one takes away is gone. */
function united<Reference extends { id: string }>(
  held: readonly Reference[],
  added: readonly Reference[] = [],
  removed: readonly string[] = [],
): Reference[] {
  const known = new Set(held.map(({ id }) => id));
  return [...held.filter(({ id }) => !removed.includes(id)), ...added.filter(({ id }) => !known.has(id))];
}

function noteFiles(
  changes: Entry['changes'],
  what: 'photo' | 'attachment',
  added: readonly { id: string }[] = [],
  removed: readonly string[] = [],
): void {
  for (const id of removed) changes[`${what}:${id}`] = [id, null];
  for (const { id } of added) changes[`${what}:${id}`] = [null, id];
}

/** Only what the person saw is settled: a conflict that came later waits for an answer of its own. */
export function resolved(entry: Entry, change: { field: string; base: number }): Entry {
  return {
    ...entry,
    conflicts: entry.conflicts.filter((conflict) => conflict.field !== change.field || conflict.revision > change.base),
  };
}

function submitted(entry: Entry, facts: Facts): Entry {
  return { ...entry, status: 'submitted', submittedAt: facts.at };
}

function withoutBefore(review: Review | null): Omit<Review, 'before'> | null {
  if (!review) return null;
  const { before: _before, ...rest } = review;
  return rest;
}

function withdrawn(entry: Entry): Entry {
  const before = entry.review?.before;
  return before ? { ...entry, status: 'submitted', review: before.review, changes: before.changes } : entry;
}

function reviewed(entry: Entry, change: Extract<EntryChange, { type: 'review' }>, facts: Facts, before?: Review['before']): Entry {
  const status = ({ approve: 'approved', return: 'returned', reject: 'rejected' } as const)[change.verdict];
  return {
    ...entry,
    status,
    changes: {},
    review: {
      verdict: change.verdict,
      remark: change.remark ?? '',
      flags: change.flags ?? [],
      by: facts.by,
      at: facts.at,
      revision: change.base,
      ...(before && { before }),
    },
  };
}
