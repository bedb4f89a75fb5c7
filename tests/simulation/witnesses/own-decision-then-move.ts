import { append, decide, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A reviewer returns an entry and moves it to the unit that it belongs to, before anything is sent. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await decide(world, desk, id, 'return');
    await append(world, desk, { type: 'move', id, unit: units.other });
    await world.sendAll(desk);
  },
};
