import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A unit is lost between what a request brings and what it is told. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.beginSending(reader);
    await world.carry(world.flightOf(reader), { meanwhile: () => world.grant('binh', []) });
    await world.deliver(world.flightOf(reader));
  },
};
