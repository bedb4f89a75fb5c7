import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** One phone edits a field twice without network. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { title: 'Sửa lần thứ nhất' });
    await edit(world, phone, id, { title: 'Sửa lần thứ hai' });
  },
};
