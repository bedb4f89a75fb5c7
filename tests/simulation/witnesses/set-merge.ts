import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two phones add to the same set. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, one, id, { sessions: ['afternoon', 'morning'] });
    await edit(world, other, id, { sessions: ['afternoon', 'noon'] });
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
