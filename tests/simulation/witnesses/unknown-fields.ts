import { append, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A newer build fills in a field that this server does not know. */
export const witness: Witness = {
  invariant: 5,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await append(world, phone, { type: 'edit', id, set: { weather: 'mưa' } });
    await world.sendAll(phone);
  },
};
