import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A server that was put back by hand lacks a number that the phone thinks acknowledged. */
export const witness: Witness = {
  invariant: 7,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.keepCopy();
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.putBack();
    await write(world, phone, { unit: units.one });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
  },
};
