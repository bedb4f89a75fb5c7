import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A unit is lost once all of it was sent, and the server restored from a copy that was made while a photo was on its way. */
export const witness: Witness = {
  invariant: 14,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(9)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.keepCopy();
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.grant('an', []);
    await world.sendAll(phone);
    await world.restoreCopy();
  },
};
