import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone goes on asking for a unit that its person has no more. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    await world.grant('binh', []);
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
  },
};
