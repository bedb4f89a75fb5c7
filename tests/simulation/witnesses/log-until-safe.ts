import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A change was acknowledged, and no copy of the server holds it yet. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
  },
};
