import { contendersFor } from '../../domain/contenders.ts';
import { coOrganisersField } from '../../domain/co-organisers.ts';
import { mayBeAttached } from '../../domain/attachment.ts';
import { type AttachmentReference, applyChange, type Conflict, resolved, type Entry, type EntryChange } from '../../domain/entry.ts';
import { loadKind, occurredOn } from '../../domain/kinds/index.ts';
import type { FieldValue, MergePolicy } from '../../domain/kinds/field.ts';
import { estimateTime, mergeEdit, openQuestions, type Writers } from '../../domain/merge.ts';
import type { Mutation } from '../../protocol/mutation.ts';
import { erasedField } from '../../protocol/erased-field.ts';
import { scopesOf } from '../../protocol/scopes.ts';
import type { WriteTransaction } from '../db/database.ts';
import { type DeclaredFile, declaredFiles, declarePhotos, findTaken } from '../photos/declare.ts';
import { isRoutedTo, mayChange } from '../users/access.ts';
import { changesContent } from './changes-content.ts';
import { findFault } from './check-content.ts';
import type { FeedChange } from './feed.ts';
import { type Applied, type Desk, notCarriedOut, type Situation } from './applied.ts';
import { dismissRefused } from './dismiss-refused.ts';
import { held, type Verdict } from './outcome.ts';
import {
  differenceWithLost,
  isContributor,
  leaveCoOrganisers,
  leaveUnit,
  type StoredEntry,
  unitsLeft,
  unitsOfHistory,
} from './stored-entry.ts';
import { changesSince } from './own-branch.ts';
import { isOwnBranch, hasItsContentSince } from './untouched-since.ts';

/** Carries out one change, or says why not. Everything it asks and writes is inside the caller's transaction. */
export async function applyMutation(desk: Desk, change: Mutation, situation: Situation): Promise<Applied> {
  const { tx, pending } = desk;
  const stored = await pending.find(change.id);
  if (change.type === 'dismiss') return dismissRefused(desk, change, stored, situation);
  const erasedFrom = stored ? undefined : pending.erasedFrom(change.id);
  if (erasedFrom !== undefined) return notCarriedOut(held('unknown_entry', erasedField), erasedFrom);
  const unit = stored?.entry.unit ?? (change.type === 'new' ? change.unit : '');
  const refusal = await refuse(desk, change, stored, situation);
  if (refusal) return notCarriedOut(refusal, unit);
  const estimatedAt = await estimate(desk, change, stored ? unitsOfHistory(stored.entry) : [unit], situation);
  const renamed = stored ? await revisionsUnderOtherNames(desk, change, stored, situation) : new Set<number>();
  const next = await nextState(change, stored, { ...situation, estimatedAt, renamed });
  const field = await findFault(next.entry, { ...situation, isSaidAnew: changesContent(change.type) });
  if (field !== null) return notCarriedOut(held('invalid', field), unit);
  if (!addedAttachments(change).every(mayBeAttached)) return notCarriedOut(held('invalid', 'attachments'), unit);
  const taken = await findTaken(tx, { unit, entry: change.id }, addedFiles(change));
  if (taken) return notCarriedOut(held('invalid', taken.attachment === 1 ? 'attachments' : 'photos'), unit);
  return carryOut(desk, change, { stored, next, estimatedAt, situation });
}

type Carried = Exclude<Mutation, { type: 'dismiss' }>;

async function refuse(
  { tx, pending }: Desk,
  change: Carried,
  stored: StoredEntry | null,
  situation: Situation,
): Promise<Verdict | undefined> {
  if (!stored && change.type !== 'new') return held('unknown_entry');
  const isAmongAuthors = async (entry: Entry): Promise<boolean> => {
    const person = situation.access.person.id;
    return entry.author.id === person || pending.hasContributor(entry.id, person) || (await isContributor(tx, entry, person));
  };
  const entry = stored?.entry ?? { unit: '', kind: '', values: {} };
  const place =
    change.type === 'new'
      ? { unit: change.unit, day: occurredOn({ kind: change.kind, values: change.set }) }
      : { unit: entry.unit, day: occurredOn(entry) };
  // Nobody is the author of what is yet to be made; a second `new` of an own entry is told that it exists.
  const isAuthor = change.type !== 'new' && stored !== null && (await isAmongAuthors(stored.entry));
  const decision = mayChange(situation.access, {
    type: change.type,
    ...place,
    status: change.type === 'new' ? 'absent' : (stored?.entry.status ?? 'absent'),
    isAuthor,
    isRouted: await isRoutedTo(tx, situation.access, place),
    left: isAuthor && stored ? await unitsLeft(tx, stored.entry) : [],
  });
  if (decision !== 'allowed') return held(decision);
  if (change.type === 'new') return stored ? held('exists') : undefined;
  if (!stored) return undefined;
  return refuseAtState({ tx, pending }, change, stored.entry, situation);
}

/** Rules of single changes that the permission table does not speak of. */
async function refuseAtState(desk: Desk, change: Mutation, entry: Entry, situation: Situation): Promise<Verdict | undefined> {
  const sender = senderOf(situation);
  switch (change.type) {
    case 'review': {
      // Nobody decides about what they have not seen.
      if (!(await hasItsContentSince(desk, change, entry, sender))) return held('stale_review');
      if (change.verdict !== 'approve') return change.remark?.trim() ? undefined : held('invalid', 'remark');
      const [question] = await questionsIn(entry);
      return question === undefined ? undefined : held('state', question);
    }
    case 'withdraw':
      if (entry.review?.by.id !== situation.access.person.id || !entry.review.before) return held('state');
      return (await hasItsContentSince(desk, change, entry, sender)) ? undefined : held('stale_review');
    case 'submit': {
      const [question] = await questionsIn(entry);
      return question === undefined ? undefined : held('state', question);
    }
    case 'move': {
      if (!(await hasItsContentSince(desk, change, entry, sender))) return held('stale_review');
      const target = { unit: change.unit, day: occurredOn(entry) };
      return change.unit !== entry.unit && (await isRoutedTo(desk.tx, situation.access, target)) ? undefined : held('scope');
    }
    case 'void':
    case 'reopen':
      return (await isOwnBranch(desk, change, entry, sender)) ? undefined : held('stale_review');
    case 'comment':
      return entry.comments.some((comment) => comment.id === change.comment) ? held('exists') : undefined;
    default:
      return undefined;
  }
}

function senderOf({ replica, access }: Situation): { replica: string; person: string } {
  return { replica, person: access.person.id };
}

/** Asked only where somebody else seems to have written what the change writes: most changes meet nothing. */
async function revisionsUnderOtherNames(desk: Desk, change: Mutation, stored: StoredEntry, situation: Situation): Promise<Set<number>> {
  const fields = change.type === 'resolve' ? [change.field] : change.type === 'edit' ? Object.keys(change.set ?? {}) : [];
  const isMet = fields.some((field) => {
    const writer = stored.writers[field];
    return writer !== undefined && writer[0] > change.base && writer[1] !== situation.replica;
  });
  if (!isMet) return new Set();
  const later = await changesSince(desk, change, stored.entry, senderOf(situation));
  return new Set(later.filter(({ isOwn }) => isOwn).map(({ type, revision }) => (type === 'new' ? firstVersion : revision)));
}

async function estimate(desk: Desk, change: Mutation, units: string[], situation: Situation): Promise<number> {
  const baseAt = change.base === 0 ? 0 : await receivedAt(desk, { entry: change.id, revision: change.base }, units);
  return estimateTime(change, { baseAt, receivedAt: situation.now, deviceNow: situation.deviceNow });
}

async function receivedAt({ tx, pending }: Desk, at: { entry: string; revision: number }, units: string[]): Promise<number> {
  const brought = pending.receivedAt(at.entry, at.revision);
  if (brought !== undefined) return brought;
  const row = await tx
    .selectFrom('mutation')
    .select('received_at')
    .where('unit', 'in', units)
    .where('entry', '=', at.entry)
    .where('revision', '=', at.revision)
    .where('type', '!=', 'dismiss')
    .executeTakeFirst();
  return row?.received_at ?? 0;
}

interface NextState extends StoredEntry {
  conflicted: boolean;
  /** Field → what was written of it and did not become its value. */
  lost: ReadonlyMap<string, readonly (FieldValue | null)[]>;
}

async function nextState(
  change: Mutation,
  stored: StoredEntry | null,
  facts: Situation & { estimatedAt: number; renamed: ReadonlySet<number> },
): Promise<NextState> {
  const revision = Math.max((stored?.entry.revision ?? 0) + 1, facts.revisionFloor);
  const by = { id: facts.access.person.id, name: facts.access.person.name };
  const stamp = { by, at: facts.now, revision };
  if ((change.type === 'edit' || change.type === 'resolve') && stored) {
    const policyOf = await policiesOf(stored.entry.kind);
    const edit =
      change.type === 'edit' ? withCoOrganisersLeft(change) : { ...change, type: 'edit' as const, set: { [change.field]: change.pick } };
    const from = { replica: facts.replica, at: facts.estimatedAt, revision, name: by.name, renamed: facts.renamed };
    const merged = mergeEdit(stored.entry, stored.writers, edit, from, policyOf);
    const conflicts = [...stored.entry.conflicts, ...merged.conflicts];
    const settled = change.type === 'resolve' ? resolved({ ...stored.entry, conflicts }, change).conflicts : conflicts;
    // What only a person can choose is chosen before anybody is asked to judge the entry.
    const mayBeSubmitted = openQuestions({ conflicts: settled }, policyOf).length === 0;
    const { submit, ...content } = merged.change;
    const entry = applied(stored.entry, submit && mayBeSubmitted ? merged.change : content, stamp);
    return {
      entry: { ...entry, conflicts: settled },
      writers: merged.writers,
      lost: lostIn(stored.entry, change, { met: merged.conflicts, left: settled }),
      conflicted: merged.conflicts.length > 0 || (submit === true && !mayBeSubmitted) || (change.type === 'edit' && edit !== change),
    };
  }
  const entry = applied(stored?.entry ?? null, change, stamp);
  return { entry, writers: stored?.writers ?? firstWriters(change, facts), conflicted: false, lost: new Map() };
}

/** Where a choice ends a conflict, all that was to choose from: afterwards nothing but the history holds it. */
function lostIn(
  before: Entry,
  change: Extract<Mutation, { type: 'edit' | 'resolve' }>,
  { met, left }: { met: readonly Conflict[]; left: readonly Conflict[] },
): NextState['lost'] {
  const lost = new Map(met.map((conflict) => [conflict.field, [conflict.lost]]));
  if (change.type === 'edit') return lost;
  const ended = before.conflicts.filter((conflict) => !left.includes(conflict));
  const contenders = contendersFor({ values: before.values, conflicts: [...ended, ...met] }, change.field);
  return lost.set(
    change.field,
    contenders.map(({ value }) => value),
  );
}

/**
 * An app that does not know the field leaves it out of what it sends back, as if it had been emptied. Whoever means that
 * takes its members out one by one.
 */
function withCoOrganisersLeft(change: Extract<EntryChange, { type: 'edit' }>): Extract<EntryChange, { type: 'edit' }> {
  if (change.set?.[coOrganisersField] !== null) return change;
  const { [coOrganisersField]: _forgotten, ...set } = change.set;
  return { ...change, set };
}

async function policiesOf(kindName: string): Promise<(field: string) => MergePolicy> {
  const kind = await loadKind(kindName);
  const policies = new Map(kind?.fields.map((field) => [field.name, field.merge]));
  return (field) => policies.get(field) ?? 'latest';
}

async function questionsIn(entry: Entry): Promise<string[]> {
  return entry.conflicts.length === 0 ? [] : openQuestions(entry, await policiesOf(entry.kind));
}

/**
 * Who wrote a first version wrote it at this revision, in whichever life of the store it was taken: nobody knows an entry, under
 * any revision, without having seen it.
 */
const firstVersion = 1;

function firstWriters(change: EntryChange, facts: Situation & { estimatedAt: number }): Writers {
  if (change.type !== 'new') return {};
  const { name } = facts.access.person;
  return Object.fromEntries(Object.keys(change.set).map((field) => [field, [firstVersion, facts.replica, facts.estimatedAt, name]]));
}

function applied(before: Entry | null, change: EntryChange, stamp: Parameters<typeof applyChange>[2]): Entry {
  const after = applyChange(before, change, stamp);
  if (!after) throw new Error(`a ${change.type} of an entry that is not there got past the checks`);
  return after;
}

async function carryOut(
  { tx, pending }: Desk,
  change: Mutation,
  facts: { stored: StoredEntry | null; next: NextState; estimatedAt: number; situation: Situation },
): Promise<Applied> {
  const { stored, next, situation } = facts;
  const { entry } = next;
  const person = situation.access.person.id;
  const writes = change.type === 'new' || change.type === 'edit' || change.type === 'resolve';
  const removed = change.type === 'edit' ? [...(change.photosRemoved ?? []), ...(change.attachmentsRemoved ?? [])] : [];
  if (stored && stored.entry.unit !== entry.unit) {
    await pending.flush();
    await leaveUnit(tx, stored.entry, entry.unit);
  }
  pending.save(next, writes ? person : null);
  const declaration = { entry, added: addedFiles(change), removed, uploader: person, replica: situation.replica, now: situation.now };
  const storedAtOnce = await declarePhotos(tx, declaration);
  if (stored) await leaveCoOrganisers(tx, stored.entry, entry);
  return {
    verdict: { outcome: next.conflicted ? 'merged' : 'ok', revision: entry.revision },
    unit: entry.unit,
    difference: differenceWithLost(stored?.entry ?? null, entry, next.lost),
    estimatedAt: facts.estimatedAt,
    revisionBefore: stored?.entry.revision ?? 0,
    feed: await tellingRows(tx, { before: stored?.entry ?? null, entry, storedAtOnce }),
  };
}

/** Of two that bring the same file at once, the second finds what the first one made. */
export function namesOfFiles(change: Mutation): string[] {
  // With the hash too: while bytes are being erased nobody is told that they are there.
  return addedFiles(change).flatMap((file) => [`photo:${file.id}`, `bytes:${file.sha256}`]);
}

/** Everybody whose book it is in is told of it; who just came, of its files too; who was left, that it is gone (sync card 3.4). */
async function tellingRows(
  tx: WriteTransaction,
  { before, entry, storedAtOnce }: { before: Entry | null; entry: Entry; storedAtOnce: readonly string[] },
): Promise<FeedChange[]> {
  const scopes = scopesOf(entry);
  const known = before ? scopesOf(before) : [];
  const left = known.filter((scope) => !scopes.includes(scope));
  const joined = before ? scopes.filter((scope) => !known.includes(scope)) : [];
  const files = [...entry.photos, ...(entry.attachments ?? [])].map(({ id }) => id);
  // Also those that it gave up: whoever it is gone for has nothing of it left.
  const everyFile = left.length > 0 ? await filesOf(tx, entry) : [];
  const rows = (scope: string, operation: 'put' | 'moved', of: readonly string[]): FeedChange[] => [
    { scope, kind: 'entry', id: entry.id, operation },
    ...of.map((id): FeedChange => ({ scope, kind: 'photo', id, operation })),
  ];
  return [
    ...scopes.flatMap((scope) => rows(scope, 'put', joined.includes(scope) ? files : storedAtOnce)),
    ...left.flatMap((scope) => rows(scope, 'moved', everyFile)),
  ];
}

async function filesOf(tx: WriteTransaction, entry: { unit: string; id: string }): Promise<string[]> {
  const rows = await tx
    .selectFrom('photo')
    .select('id')
    .where('unit', '=', entry.unit)
    .where('entry', '=', entry.id)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

function addedFiles(change: EntryChange): DeclaredFile[] {
  if (change.type === 'new') return declaredFiles(change.photos, change.attachments);
  return change.type === 'edit' ? declaredFiles(change.photosAdded, change.attachmentsAdded) : [];
}

function addedAttachments(change: EntryChange): readonly AttachmentReference[] {
  if (change.type === 'new') return change.attachments ?? [];
  return change.type === 'edit' ? (change.attachmentsAdded ?? []) : [];
}
