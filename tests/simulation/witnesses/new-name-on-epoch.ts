import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The store is restored from a copy that holds, under the numbers of one phone, what a copy of its profile has sent. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    await world.sendAll(phone);
    const copy = await world.clone(phone);
    await world.keepCopy();
    await write(world, phone, { unit: units.one });
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.restoreCopy();
    await write(world, copy, { unit: units.one });
    await world.sendAll(copy);
    await world.keepCopy();
    await world.restoreCopy();
    await world.sendAll(phone);
  },
};
