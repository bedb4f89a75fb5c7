import * as z from 'zod/mini';

/** `GET /v1/devices`, and what is left after `DELETE /v1/devices/:id`: where the person who asks is signed in. */
export const devicesAnswer = z.looseObject({
  devices: z.array(
    z.looseObject({
      id: z.string(),
      /** Milliseconds. */
      signedInAt: z.number(),
      /** The last exchange from it; null when there was none yet. */
      lastSeenAt: z.nullable(z.number()),
      build: z.nullable(z.string()),
      /** The one that asks. */
      isThis: z.boolean(),
    }),
  ),
});
export type SignedInDevice = z.infer<typeof devicesAnswer>['devices'][number];
