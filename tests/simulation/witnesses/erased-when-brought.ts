import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What was not sent yet of an entry comes after it was erased. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { title: 'Điều không được giữ lại' });
    await world.erase(id);
  },
};
