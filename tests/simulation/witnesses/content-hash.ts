import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two copies of one profile use the same number for two different things. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    const copy = await world.clone(phone);
    await edit(world, phone, id, { title: 'Viết trên máy thứ nhất' });
    await edit(world, copy, id, { title: 'Viết trên bản sao' });
    await world.sendAll(phone);
    await world.sendAll(copy);
  },
};
