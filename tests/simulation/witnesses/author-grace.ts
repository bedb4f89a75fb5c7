import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What somebody changed in their own entry arrives after the unit is another's. */
export const witness: Witness = {
  invariant: 13,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { title: 'Sửa trước khi thôi phụ trách xã' });
    await world.grant('an', []);
    await world.sendAll(phone);
  },
};
