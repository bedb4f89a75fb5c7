import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** The server is restored from before a photo whose bytes the phone has let go. */
export const witness: Witness = {
  invariant: 14,
  play: async (world) => {
    const phone = world.phone('an');
    await world.keepCopy();
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(6)] });
    await world.sendAll(phone);
    await world.sendAll(phone);
    await world.restoreCopy();
  },
};
