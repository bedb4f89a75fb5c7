import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A colleague’s edit is back on a restored server before the entry that it edits. */
export const witness: Witness = {
  invariant: 1,
  play: async (world) => {
    const [an, binh] = [world.phone('an'), world.phone('binh')];
    await world.keepCopy();
    const id = await write(world, an, { unit: units.one });
    for (const each of [an, binh]) await world.sendAll(each);
    await edit(world, binh, id, { title: 'Đồng nghiệp sửa' });
    await world.sendAll(binh);
    await world.restoreCopy();
    for (const each of [binh, an, binh]) await world.sendAll(each);
  },
};
