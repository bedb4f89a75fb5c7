import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone that was signed out from afar is found again. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.signOutFromAfar(phone);
    await write(world, phone, { unit: units.one });
    await world.signInAgain(phone);
  },
};
