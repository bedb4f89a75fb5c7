import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Whoever found a phone that its owner has signed out brings a file of it. */
export const witness: Witness = {
  invariant: 19,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await write(world, phone, { unit: units.one });
    const file = await world.exportFile(phone);
    await world.signOutFromAfar(phone);
    if (file) await world.handInAtDesk(file, { by: 'binh' });
  },
};
