import { edit, takeBack, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An entry is taken back by somebody who does not know what another has made of it. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, other, id, { title: 'Viết lại cho đúng' });
    await world.sendAll(other);
    await takeBack(world, one, id);
    await world.sendAll(one);
  },
};
