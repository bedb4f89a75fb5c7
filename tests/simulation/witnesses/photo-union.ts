import { addPhoto, beginEdit, save, write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** Two phones add a photo each to the same entry. */
export const witness: Witness = {
  invariant: 5,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.sendAll(one);
    await world.sendAll(other);
    for (const [index, phone] of [one, other].entries()) {
      await beginEdit(world, phone, id);
      await addPhoto(world, phone, id, await picture(2 + index));
      await save(world, phone, id);
    }
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
