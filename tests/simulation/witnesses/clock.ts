import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Of two edits of one title the later one comes from a phone whose clock is three hours behind. */
export const witness: Witness = {
  invariant: 18,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    world.setClock(other, -3 * 3_600_000);
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    world.pass(60_000);
    await edit(world, one, id, { title: 'Tiêu đề của người viết trước' });
    world.pass(60_000);
    await edit(world, other, id, { title: 'Tiêu đề của người viết sau' });
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
