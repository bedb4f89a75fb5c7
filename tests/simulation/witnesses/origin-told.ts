import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A copy of a profile sends again, under a new name, what the first had sent. */
export const witness: Witness = {
  invariant: 3,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await edit(world, phone, id, { title: 'Sửa một lần, tính một lần' });
    await world.sendAll(phone);
    const copy = await world.clone(phone);
    await write(world, phone, { unit: units.one, values: { title: 'Viết trên máy thứ nhất' } });
    await write(world, copy, { unit: units.one, values: { title: 'Viết trên bản sao' } });
    await world.sendAll(phone);
    await world.sendAll(copy);
  },
};
