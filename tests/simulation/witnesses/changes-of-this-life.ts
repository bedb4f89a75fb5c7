import { edit, takeBack, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Under the numbers that the former life knew from one copy of a profile, a restored server has what the other one wrote. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    const copy = await world.clone(phone);
    await world.keepCopy();
    await edit(world, phone, id, { title: 'Sửa trên máy này' });
    await edit(world, copy, id, { title: 'Sửa trên máy kia' });
    await world.sendAll(copy);
    await world.restoreCopy();
    await world.sendAll(phone);
    await takeBack(world, copy, id);
    await world.sendAll(copy);
  },
};
