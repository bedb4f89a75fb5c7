import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An entry that was never sent is edited. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await edit(world, phone, id, { title: 'Sửa trước khi gửi' });
  },
};
