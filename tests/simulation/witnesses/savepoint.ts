import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { poisonousTitle } from '../server-host.ts';
import type { Witness } from '../witness.ts';

/** A change makes the server fail after half of its writes. */
export const witness: Witness = {
  invariant: 3,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one, values: { title: poisonousTitle } });
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
  },
};
