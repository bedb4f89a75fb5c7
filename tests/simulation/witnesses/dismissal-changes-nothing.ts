import { append, decide, dismiss, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A reviewer thinks better of a return; between the two its author lets go of what had been refused before. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await edit(world, writer, id, { airings: -5 });
    await world.sendAll(writer);
    await decide(world, desk, id, 'return');
    await append(world, desk, { type: 'withdraw', id });
    await world.sendOldest(desk);
    await dismiss(world, writer, id);
    await world.sendAll(writer);
    await world.sendAll(desk);
  },
};
