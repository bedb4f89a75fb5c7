import * as z from 'zod/mini';

/** The day a unit ends: who still holds a role in it, and the act that moves them on. Administrators only. */

const name = z.looseObject({ id: z.string(), name: z.string() });

/** `GET /v1/units/ended`. */
export const endedUnitsAnswer = z.looseObject({
  units: z.array(
    z.looseObject({
      key: z.string(),
      name: z.string(),
      lastDay: z.string(),
      people: z.array(name),
      /** What took it over, as far as that is known. */
      successors: z.array(z.looseObject({ key: z.string(), name: z.string(), extent: z.enum(['full', 'partial']) })),
    }),
  ),
});
export type EndedUnit = z.infer<typeof endedUnitsAnswer>['units'][number];

/** `POST /v1/units/:key/move-roles`. */
export const moveRolesRequest = z.object({ to: z.string().check(z.minLength(1), z.maxLength(80)) });
export const moveRolesAnswer = z.looseObject({ people: z.array(name) });
