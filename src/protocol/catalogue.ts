import * as z from 'zod/mini';
import { plan } from './plan.ts';
import { unit } from './session.ts';

/** Units valid in time, and the plans that ask something of them. Apart from the session: a start needs neither. */

/** A successor or predecessor, whole or in part, by key or by the code that it had the day after or before. */
const relative = z.looseObject({
  code: z.optional(z.string()),
  key: z.optional(z.string()),
  extent: z.optional(z.enum(['full', 'partial'])),
});

export const catalogueUnit = z.looseObject({
  ...unit.def.shape,
  type: z.optional(z.string()),
  shortName: z.optional(z.string()),
  searchName: z.optional(z.string()),
  parentCode: z.optional(z.nullable(z.string())),
  successors: z.optional(z.array(relative)),
  predecessors: z.optional(z.array(relative)),
  formerDistrict: z.optional(z.looseObject({ code: z.string(), name: z.string() })),
});

export type CatalogueUnit = z.infer<typeof catalogueUnit>;

/** `GET /v1/catalogue`. */
export const catalogueAnswer = z.looseObject({ version: z.int(), units: z.array(catalogueUnit), plans: z.optional(z.array(plan)) });
