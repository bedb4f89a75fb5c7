import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The server is restored twice; a phone hears of the first time, and reads nothing until the second. */
export const witness: Witness = {
  invariant: 4,
  play: async (world) => {
    const [reader, writer] = [world.phone('an'), world.phone('binh')];
    await world.sendAll(reader);
    await world.keepCopy();
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    // Whoever wrote it may not send it again.
    await world.grant('binh', []);
    await world.restoreCopy();
    await world.beginSending(reader);
    await world.carry(world.flightOf(reader));
    await world.deliver(world.flightOf(reader));
    await world.kill(reader);
    await world.restoreCopy();
  },
};
