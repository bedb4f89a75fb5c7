import * as z from 'zod/mini';
import { catch as orElse } from 'zod/mini';
import type { EntryChange } from '../domain/entry.ts';
import { attachmentReference, fieldValue, identifier, photoReference } from './entry.ts';

/**
 * A numbered change of one replica. The device writes it as a JSON string once and never again (a re-serialised copy
 * would look like a fork); the server hashes what it received before it looks inside.
 */
export type Mutation = EntryChange & { n: number; origin?: [replica: string, n: number] | undefined };

export const replicaId = z.string().check(z.regex(/^[\w-]{22}$/));
/** Where a change was first numbered. */
export const origin = z.tuple([replicaId, z.int().check(z.positive())]);

const common = {
  n: z.int().check(z.positive()),
  id: identifier,
  at: z.int(),
  // As far as a revision is counted: beyond it PostgreSQL would not even compare.
  base: z.int().check(z.gte(0), z.lte(2 ** 31 - 1)),
  /** Only after a fork. */
  origin: z.optional(origin),
};
const unitKey = z.string().check(z.minLength(1), z.maxLength(80));
const remark = z.string().check(z.maxLength(2000));
const members = z.record(z.string(), z.array(z.string()));
const photoList = z.array(photoReference).check(z.maxLength(20));
const attachmentList = z.array(attachmentReference).check(z.maxLength(20));

export const mutation = z.discriminatedUnion('type', [
  z.looseObject({
    ...common,
    type: z.literal('new'),
    unit: unitKey,
    kind: z.string().check(z.maxLength(40)),
    set: z.record(z.string(), fieldValue),
    photos: z.optional(photoList),
    attachments: z.optional(attachmentList),
    submit: z.optional(z.literal(true)),
  }),
  z.looseObject({
    ...common,
    type: z.literal('edit'),
    set: z.optional(z.record(z.string(), z.nullable(fieldValue))),
    add: z.optional(members),
    remove: z.optional(members),
    photosAdded: z.optional(photoList),
    photosRemoved: z.optional(z.array(identifier)),
    attachmentsAdded: z.optional(attachmentList),
    attachmentsRemoved: z.optional(z.array(identifier)),
    submit: z.optional(z.literal(true)),
  }),
  z.looseObject({ ...common, type: z.literal('submit') }),
  z.looseObject({
    ...common,
    type: z.literal('review'),
    verdict: z.enum(['approve', 'return', 'reject']),
    remark: z.optional(remark),
    flags: z.optional(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(60))),
  }),
  z.looseObject({ ...common, type: z.literal('withdraw') }),
  z.looseObject({ ...common, type: z.literal('comment'), comment: identifier, text: remark.check(z.minLength(1)) }),
  z.looseObject({ ...common, type: z.literal('void'), reason: z.optional(remark) }),
  z.looseObject({ ...common, type: z.literal('reopen'), reason: z.optional(remark), remark: z.optional(remark) }),
  z.looseObject({ ...common, type: z.literal('resolve'), field: z.string().check(z.maxLength(100)), pick: z.nullable(fieldValue) }),
  z.looseObject({ ...common, type: z.literal('move'), unit: unitKey }),
  z.looseObject({ ...common, type: z.literal('dismiss'), held: z.tuple([replicaId, z.int().check(z.positive())]) }),
]) as z.ZodMiniType<Mutation>;

/** Read before the rest, so that a change that cannot be read still has its number. */
export const numbered = z.looseObject({ n: z.int().check(z.positive()) });

/** Why a change was not carried out. Both sides keep it, with this. */
export const heldReasons = ['role', 'scope', 'locked', 'state', 'stale_review', 'unknown_entry', 'exists', 'invalid', 'internal'] as const;
export type HeldReason = (typeof heldReasons)[number];
/** A newer server may know more reasons: the app of today keeps the change all the same, and the answer it came with. */
export const heldReason = orElse(z.enum(heldReasons), 'internal');
