import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A restored server is copied while a photo comes to it for the second time, and is restored from that copy. */
export const witness: Witness = {
  invariant: 14,
  play: async (world) => {
    const phone = world.phone('an');
    await world.sendAll(phone);
    await world.keepCopy();
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(8)] });
    await world.sendAll(phone);
    await world.sendAll(phone);
    await world.restoreCopy();
    await world.beginSending(phone);
    while (world.photosOnTheWay(phone).length === 0) {
      await world.carry(world.flightOf(phone));
      await world.deliver(world.flightOf(phone));
    }
    world.pass(120_000);
    await world.keepCopy();
    world.pass(1000);
    const photo = world.flightOf(phone);
    await world.carry(photo);
    await world.deliver(photo);
    await world.sendAll(phone);
    await world.restoreCopy();
  },
};
