import { edit, takeBack, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Written, changed and taken back on one phone without network: nobody else has touched it, so nothing is stale. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await edit(world, phone, id, { title: 'Sửa rồi lại thôi' });
    await takeBack(world, phone, id);
    await world.sendAll(phone);
  },
};
