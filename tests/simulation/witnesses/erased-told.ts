import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two phones have read an entry that is erased. */
export const witness: Witness = {
  invariant: 4,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    await world.erase(id);
  },
};
