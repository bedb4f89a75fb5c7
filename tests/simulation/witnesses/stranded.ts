import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A unit is lost while a photo of it is still unsent. */
export const witness: Witness = {
  invariant: 13,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(5)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.kill(phone);
    await world.grant('an', []);
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
  },
};
