import { applyChange, type Entry, type EntryChange, type PhotoReference } from '../../domain/entry.ts';
import { loadKind, occurredOn } from '../../domain/kinds/index.ts';
import { estimateTime, mergeEdit, type Writers } from '../../domain/merge.ts';
import { mutation, type Mutation } from '../../protocol/mutation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { declarePhotos, isPhotoTaken } from '../photos/declare.ts';
import { type Access, isRoutedTo, mayChange } from '../users/access.ts';
import { findFault } from './check-content.ts';
import type { FeedChange } from './feed.ts';
import { held, type Verdict } from './outcome.ts';
import { unitScope } from './scopes.ts';
import { differenceOf, findEntryToChange, isContributor, saveStoredEntry, type StoredEntry } from './stored-entry.ts';

export interface Situation {
  database: Database;
  access: Access;
  replica: string;
  catalogue: Catalogue;
  /** Server's clock; the same for everything in a request, and in its answer. */
  now: number;
  /** The device's clock when it sent. */
  deviceNow: number;
}

export interface Applied {
  verdict: Verdict;
  /** What the history keeps beside the verdict. */
  unit: string;
  difference: Record<string, [unknown, unknown]>;
  estimatedAt: number;
  revisionBefore: number;
  feed: FeedChange[];
}

/** Carries out one change, or says why not. Everything it asks and writes is inside the caller's savepoint. */
export async function applyMutation(tx: WriteTransaction, received: object, situation: Situation): Promise<Applied> {
  const parsed = mutation.safeParse(received);
  if (!parsed.success) return notCarriedOut(held('invalid', firstField(parsed.error.issues)), '');
  const change = parsed.data;
  await situation.database.lockNames(tx, namesOfWhatIsNew(change));
  const stored = await findEntryToChange(tx, change.id, situation.database);
  const unit = stored?.entry.unit ?? (change.type === 'new' ? change.unit : '');
  const refusal = await refuse(tx, change, stored, situation);
  if (refusal) return notCarriedOut(refusal, unit);
  const estimatedAt = await estimate(tx, change, unit, situation);
  const next = await nextState(change, stored, { ...situation, estimatedAt });
  const field = await findFault(next.entry, situation);
  if (field !== null) return notCarriedOut(held('invalid', field), unit);
  if (await isPhotoTaken(tx, { unit, entry: change.id }, addedPhotos(change))) return notCarriedOut(held('invalid', 'photos'), unit);
  return carryOut(tx, change, { stored, next, estimatedAt, situation });
}

async function refuse(
  tx: WriteTransaction,
  change: Mutation,
  stored: StoredEntry | null,
  situation: Situation,
): Promise<Verdict | undefined> {
  if (!stored && change.type !== 'new') return held('unknown_entry');
  const entry = stored?.entry ?? { unit: '', kind: '', values: {} };
  const place =
    change.type === 'new'
      ? { unit: change.unit, day: occurredOn({ kind: change.kind, values: change.set }) }
      : { unit: entry.unit, day: occurredOn(entry) };
  const decision = mayChange(situation.access, {
    type: change.type,
    ...place,
    status: change.type === 'new' ? 'absent' : (stored?.entry.status ?? 'absent'),
    // Nobody is the author of what is yet to be made; a second `new` of an own entry is told that it exists.
    isAuthor: change.type !== 'new' && stored !== null && (await isContributor(tx, stored.entry, situation.access.person.id)),
    isRouted: await isRoutedTo(tx, situation.access, place),
  });
  if (decision !== 'allowed') return held(decision);
  if (change.type === 'new') return stored ? held('exists') : undefined;
  if (!stored) return undefined;
  return refuseAtState(tx, change, stored.entry, situation.replica);
}

/** Rules of single changes that the permission table does not speak of. */
async function refuseAtState(tx: WriteTransaction, change: Mutation, entry: Entry, replica: string): Promise<Verdict | undefined> {
  switch (change.type) {
    case 'review':
      // Nobody decides about what they have not seen.
      if (change.base !== entry.revision) return held('stale_review');
      if (change.verdict !== 'approve' && !change.remark?.trim()) return held('invalid', 'remark');
      return undefined;
    case 'void':
    case 'reopen':
      return (await isOwnBranch(tx, change, entry, replica)) ? undefined : held('stale_review');
    case 'comment':
      return entry.comments.some((comment) => comment.id === change.comment) ? held('exists') : undefined;
    default:
      return undefined;
  }
}

/** A device may take back what it sent a moment ago without having seen the revision that the server gave it. */
async function isOwnBranch(tx: WriteTransaction, change: Mutation, entry: Entry, replica: string): Promise<boolean> {
  if (change.base === entry.revision) return true;
  const foreign = await tx
    .selectFrom('mutation')
    .select('n')
    .where('unit', '=', entry.unit)
    .where('entry', '=', entry.id)
    .where('revision', '>', change.base)
    .where('replica', '!=', replica)
    .limit(1)
    .executeTakeFirst();
  return foreign === undefined && change.base < entry.revision;
}

async function estimate(tx: WriteTransaction, change: Mutation, unit: string, situation: Situation): Promise<number> {
  const base = await tx
    .selectFrom('mutation')
    .select('received_at')
    .where('unit', '=', unit)
    .where('entry', '=', change.id)
    .where('revision', '=', change.base)
    .executeTakeFirst();
  return estimateTime(change, { baseAt: base?.received_at ?? 0, receivedAt: situation.now, deviceNow: situation.deviceNow });
}

async function nextState(
  change: Mutation,
  stored: StoredEntry | null,
  facts: Situation & { estimatedAt: number },
): Promise<StoredEntry & { conflicted: boolean }> {
  const revision = (stored?.entry.revision ?? 0) + 1;
  const by = { id: facts.access.person.id, name: facts.access.person.name };
  const stamp = { by, at: facts.now, revision };
  if (change.type === 'edit' && stored) {
    const kind = await loadKind(stored.entry.kind);
    const policies = new Map(kind?.fields.map((field) => [field.name, field.merge]));
    const from = { replica: facts.replica, at: facts.estimatedAt, revision };
    const merged = mergeEdit(stored.entry, stored.writers, change, from, (field) => policies.get(field) ?? 'latest');
    const entry = applied(stored.entry, merged.change, stamp);
    return {
      entry: { ...entry, conflicts: [...entry.conflicts, ...merged.conflicts] },
      writers: merged.writers,
      conflicted: merged.conflicts.length > 0,
    };
  }
  const entry = applied(stored?.entry ?? null, change, stamp);
  return { entry, writers: stored?.writers ?? firstWriters(change, facts), conflicted: false };
}

function firstWriters(change: EntryChange, facts: { replica: string; estimatedAt: number }): Writers {
  if (change.type !== 'new') return {};
  return Object.fromEntries(Object.keys(change.set).map((field) => [field, [1, facts.replica, facts.estimatedAt]]));
}

function applied(before: Entry | null, change: EntryChange, stamp: Parameters<typeof applyChange>[2]): Entry {
  const after = applyChange(before, change, stamp);
  if (!after) throw new Error(`a ${change.type} of an entry that is not there got past the checks`);
  return after;
}

async function carryOut(
  tx: WriteTransaction,
  change: Mutation,
  facts: { stored: StoredEntry | null; next: StoredEntry & { conflicted: boolean }; estimatedAt: number; situation: Situation },
): Promise<Applied> {
  const { stored, next, situation } = facts;
  const { entry } = next;
  const person = situation.access.person.id;
  const writes = change.type === 'new' || change.type === 'edit';
  const removed = change.type === 'edit' ? (change.photosRemoved ?? []) : [];
  await saveStoredEntry(tx, next, writes ? person : null);
  const declaration = { entry, added: addedPhotos(change), removed, uploader: person, replica: situation.replica, now: situation.now };
  const storedAtOnce = await declarePhotos(tx, declaration);
  const scope = unitScope(entry.unit);
  return {
    verdict: { outcome: next.conflicted ? 'merged' : 'ok', revision: entry.revision },
    unit: entry.unit,
    difference: differenceOf(stored?.entry ?? null, entry),
    estimatedAt: facts.estimatedAt,
    revisionBefore: stored?.entry.revision ?? 0,
    feed: [
      { scope, kind: 'entry', id: entry.id, operation: 'put' },
      ...storedAtOnce.map((id): FeedChange => ({ scope, kind: 'photo', id, operation: 'put' })),
    ],
  };
}

/** Of two that bring the same thing at once, the second finds what the first one made. */
function namesOfWhatIsNew(change: Mutation): string[] {
  const photos = addedPhotos(change).map((photo) => `photo:${photo.id}`);
  return change.type === 'new' ? [`entry:${change.id}`, ...photos] : photos;
}

function addedPhotos(change: EntryChange): readonly PhotoReference[] {
  if (change.type === 'new') return change.photos ?? [];
  return change.type === 'edit' ? (change.photosAdded ?? []) : [];
}

export function notCarriedOut(verdict: Verdict, unit: string): Applied {
  return { verdict, unit, difference: {}, estimatedAt: 0, revisionBefore: 0, feed: [] };
}

function firstField(issues: readonly { path: PropertyKey[] }[]): string {
  return String(issues[0]?.path[0] ?? 'mutation');
}
