import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A byte of a photo is changed on the way. */
export const witness: Witness = {
  invariant: 14,
  onDisk: true,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(2)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.carry(world.flightOf(phone), { garbled: true });
    await world.deliver(world.flightOf(phone));
  },
};
