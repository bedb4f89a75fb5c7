import { beginEntry, save } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The phone is killed at every moment of a save. */
export const witness: Witness = {
  invariant: 10,
  play: async (world) => {
    const phone = world.phone('an');
    for (let writes = 0; writes < 8; writes += 1) {
      const id = await beginEntry(world, phone, { unit: units.one });
      phone.power.cutAfter(writes);
      await save(world, phone, id);
    }
  },
};
