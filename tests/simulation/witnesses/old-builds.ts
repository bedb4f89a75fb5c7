import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone that was not updated for long sends what it has. */
export const witness: Witness = {
  invariant: 15,
  play: async (world) => {
    const phone = world.phone('an');
    phone.build = '2026.10.0';
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
  },
};
