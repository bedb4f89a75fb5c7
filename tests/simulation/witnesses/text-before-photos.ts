import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** Something is written while two of three photos are on their way. */
export const witness: Witness = {
  invariant: 15,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(3), await picture(4), await picture(5)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await write(world, phone, { unit: units.one });
    for (const flight of world.photosOnTheWay(phone)) {
      await world.carry(flight);
      await world.deliver(flight);
    }
  },
};
