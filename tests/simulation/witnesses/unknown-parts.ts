import { append, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A newer build says something in a change that this server does not know. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    const change = { type: 'edit', id, set: { title: 'Tiêu đề của bản mới' }, mood: 'vui' } as const;
    await append(world, phone, change);
    await world.sendAll(phone);
  },
};
