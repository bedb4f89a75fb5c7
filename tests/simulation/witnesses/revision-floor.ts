import { decide, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [an, binh, desk] = [world.phone('an'), world.phone('binh'), world.phone('dung')];
    const id = await write(world, an, { unit: units.one });
    for (const each of [an, binh, desk]) await world.sendAll(each);
    await world.keepCopy();
    await edit(world, an, id, { title: 'Sửa, đã xem' });
    await world.sendAll(an);
    await world.sendAll(desk);
    await decide(world, desk, id, 'approve');
    await world.sendAll(desk);
    await world.restoreCopy();
    await edit(world, binh, id, { title: 'Không ai xem' });
    await world.sendAll(binh);
    await world.sendAll(desk);
    await world.sendAll(an);
  },
};
