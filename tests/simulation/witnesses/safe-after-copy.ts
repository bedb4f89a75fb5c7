import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The server is restored from before a change of which the phone was told that it need not be kept. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    await world.sendAll(phone);
    await world.keepCopy();
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.restoreCopy();
  },
};
