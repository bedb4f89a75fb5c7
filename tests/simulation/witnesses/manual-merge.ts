import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two phones give the same figure, which only a person can choose between. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, one, id, { airings: 2 });
    await edit(world, other, id, { airings: 3 });
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
