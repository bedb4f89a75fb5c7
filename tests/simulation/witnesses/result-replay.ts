import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The answer to what was taken is lost, and the same is sent again. */
export const witness: Witness = {
  invariant: 15,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.beginSending(phone);
    const flight = world.flightOf(phone);
    await world.carry(flight);
    await world.lose(flight);
  },
};
