import { dismiss, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A person lets a refused change go. */
export const witness: Witness = {
  invariant: 13,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { airings: -5 });
    await world.sendAll(phone);
    await dismiss(world, phone, id);
  },
};
