import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The store is put back by hand to before a change that it had acknowledged, and keeps its name. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.keepCopy();
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.putBack();
  },
};
