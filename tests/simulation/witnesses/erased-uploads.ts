import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** Half of a photo is on the server when its entry is erased. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.carry(world.flightOf(phone), { bytes: 100 });
    await world.erase(id);
  },
};
