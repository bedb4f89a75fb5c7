import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** The server is copied while a photo is on its way to it, and restored from that copy. */
export const witness: Witness = {
  invariant: 14,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(7)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.keepCopy();
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.restoreCopy();
  },
};
