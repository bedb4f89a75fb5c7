import { edit, settle, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two phones count the airings anew, and the count that stood is chosen: only the history still knows of the other one. */
export const witness: Witness = {
  invariant: 5,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, one, id, { airings: 3 });
    await edit(world, other, id, { airings: 7 });
    await world.sendAll(one);
    await world.sendAll(other);
    await settle(world, other, id, 'airings', 3);
  },
};
