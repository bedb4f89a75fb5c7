import { addPhoto, beginEdit, write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** In the open form of an entry that is erased lies a photo which nobody was told of. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.sendAll(phone);
    await beginEdit(world, phone, id);
    await addPhoto(world, phone, id, await picture(2));
    await world.erase(id);
  },
};
