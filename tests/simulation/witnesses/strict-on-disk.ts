import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The battery dies just after a save. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.losePower(phone);
  },
};
