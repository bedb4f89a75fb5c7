import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two phones write the same title anew. */
export const witness: Witness = {
  invariant: 5,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, one, id, { title: 'Tiêu đề của người thứ nhất' });
    await edit(world, other, id, { title: 'Tiêu đề của người thứ hai' });
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
