import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A cut upload is heard once more from its beginning. */
export const witness: Witness = {
  invariant: 14,
  onDisk: true,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    const upload = world.flightOf(phone);
    await world.carry(upload, { bytes: 100, repeat: true });
    await world.lose(upload);
  },
};
