import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A person loses a unit that their phone has read. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    await world.grant('binh', []);
  },
};
