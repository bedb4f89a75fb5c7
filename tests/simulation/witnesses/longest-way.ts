import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A copy is made, and a photo stored after it, while a request waits for its answer; the server is restored from that copy. */
export const witness: Witness = {
  invariant: 14,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(9)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    const photo = world.flightOf(phone);
    await world.beginSending(phone);
    const [text] = world.network.of(phone.name).filter(({ request }) => request.path === '/v1/sync');
    if (!text) throw new Error('the second runner asks nothing');
    await world.carry(text, {
      meanwhile: async () => {
        world.pass(1000);
        await world.keepCopy();
        world.pass(1000);
        await world.carry(photo);
      },
    });
    await world.deliver(text);
    await world.deliver(photo);
    await world.restoreCopy();
  },
};
