import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** An entry with a photo is erased. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.sendAll(phone);
    await world.erase(id);
  },
};
