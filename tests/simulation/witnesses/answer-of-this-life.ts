import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Phone } from '../phone.ts';
import type { Witness } from '../witness.ts';
import type { World } from '../world.ts';

/** That a photo is there is heard after another runner has learnt that the server was restored from before it came. */
export const witness: Witness = {
  invariant: 14,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(10)] });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.deliver(world.flightOf(phone));
    await world.keepCopy();
    const late = world.flightOf(phone);
    await world.carry(late);
    await world.restoreCopy();
    await exchangeOnce(world, phone);
    await world.deliver(late);
  },
};

/** Text only, by a second runner. */
async function exchangeOnce(world: World, phone: Phone): Promise<void> {
  await world.beginExchange(phone, { budget: 60_000, mutations: 10 });
  const text = world.network.of(phone.name).find(({ request }) => request.path === '/v1/sync');
  if (!text) throw new Error('the second runner asked nothing');
  await world.carry(text);
  await world.deliver(text);
}
