import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An answer from before a unit was lost arrives after the one that told of the loss. */
export const witness: Witness = {
  invariant: 4,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    await world.beginSending(reader);
    const late = world.flightOf(reader);
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.carry(late);
    await world.grant('binh', []);
    await world.beginSending(reader);
    const news = world.network.of('binh').find((flight) => flight !== late);
    if (!news) throw new Error('the second runner asked nothing');
    await world.carry(news);
    await world.deliver(news);
    await world.deliver(late);
    await world.grant('binh', [units.one]);
  },
};
