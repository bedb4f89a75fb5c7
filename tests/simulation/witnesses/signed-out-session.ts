import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone was lost: its owner signs it out from another one. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await write(world, phone, { unit: units.one });
    await world.signOutFromAfar(phone);
  },
};
