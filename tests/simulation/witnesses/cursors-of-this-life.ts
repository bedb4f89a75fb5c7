import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A restored server has come further than where it was, by something else, when a phone asks what came after that. */
export const witness: Witness = {
  invariant: 8,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    await world.keepCopy();
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    await world.restoreCopy();
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
  },
};
