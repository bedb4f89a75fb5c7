import { beginEdit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The form of an entry is open when it is erased. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await beginEdit(world, phone, id);
    await world.erase(id);
  },
};
