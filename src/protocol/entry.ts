import * as z from 'zod/mini';
import type { AttachmentReference, Entry, PhotoReference } from '../domain/entry.ts';

/** Entries and photo references as they cross the wire. Unknown fields pass through: a newer side may have more to say. */

export const identifier = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

/** Largest body that any store takes, bytes. */
export const largestPhoto = 12_000_000;

export const photoReference = z.looseObject({
  id: identifier,
  sha256: z.string().check(z.regex(/^[\w-]{43}$/)),
  size: z.int().check(z.positive(), z.lte(largestPhoto)),
  type: z.string().check(z.maxLength(100)),
  width: z.int().check(z.gte(0), z.lte(100_000)),
  height: z.int().check(z.gte(0), z.lte(100_000)),
  takenAt: z.nullable(z.int()),
  source: z.enum(['camera', 'gallery']),
}) as z.ZodMiniType<PhotoReference>;

/** What of it may be taken is the domain's to say: a newer side may attach what this one does not know. */
export const attachmentReference = z.looseObject({
  id: identifier,
  sha256: z.string().check(z.regex(/^[\w-]{43}$/)),
  size: z.int().check(z.positive()),
  type: z.string().check(z.maxLength(100)),
  name: z.string().check(z.maxLength(300)),
}) as z.ZodMiniType<AttachmentReference>;

const position = z.object({ latitude: z.number(), longitude: z.number(), accuracy: z.number() });

/** A field's value before its kind has judged it. */
export const fieldValue = z.union([z.string(), z.number(), z.array(z.string()), z.array(z.record(z.string(), z.string())), position]);
const nullableValue = z.nullable(fieldValue);
const person = z.looseObject({ id: z.string(), name: z.string() });

const changes = z.record(z.string(), z.tuple([nullableValue, nullableValue]));
const review = {
  verdict: z.enum(['approve', 'return', 'reject']),
  remark: z.string(),
  flags: z.array(z.string()),
  by: person,
  at: z.int(),
  revision: z.int(),
};

export const entry = z.looseObject({
  id: z.string(),
  unit: z.string(),
  kind: z.string(),
  revision: z.int(),
  status: z.enum(['draft', 'submitted', 'returned', 'approved', 'rejected', 'void']),
  values: z.record(z.string(), fieldValue),
  photos: z.array(photoReference),
  attachments: z.optional(z.array(attachmentReference)),
  author: person,
  createdAt: z.int(),
  receivedAt: z.int(),
  submittedAt: z.nullable(z.int()),
  updatedAt: z.int(),
  review: z.nullable(
    z.looseObject({ ...review, before: z.optional(z.looseObject({ review: z.nullable(z.looseObject(review)), changes })) }),
  ),
  comments: z.array(z.looseObject({ id: z.string(), by: person, at: z.int(), text: z.string() })),
  changes,
  conflicts: z.array(z.looseObject({ field: z.string(), kept: nullableValue, lost: nullableValue, revision: z.int() })),
}) as z.ZodMiniType<Entry>;
