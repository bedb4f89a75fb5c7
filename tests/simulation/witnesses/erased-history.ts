import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An entry has a history when it is erased. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await edit(world, phone, id, { title: 'Điều không được giữ lại' });
    await world.sendAll(phone);
    await world.erase(id);
  },
};
