import { append, decide, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A reviewer returns an entry, thinks better of it and approves, all before anything is sent: what they saw is still there. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await decide(world, desk, id, 'return');
    await append(world, desk, { type: 'withdraw', id });
    await decide(world, desk, id, 'approve');
    await world.sendAll(desk);
  },
};
