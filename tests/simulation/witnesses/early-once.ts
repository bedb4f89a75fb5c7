import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two copies of a colleague’s profile are told the same, and both send the edit again. */
export const witness: Witness = {
  invariant: 3,
  play: async (world) => {
    const [an, binh] = [world.phone('an'), world.phone('binh')];
    await world.keepCopy();
    const id = await write(world, an, { unit: units.one });
    for (const each of [an, binh]) await world.sendAll(each);
    await edit(world, binh, id, { title: 'Đồng nghiệp sửa' });
    await world.sendAll(binh);
    const copy = await world.clone(binh);
    await world.restoreCopy();
    for (const each of [binh, copy, an, binh, copy]) await world.sendAll(each);
  },
};
