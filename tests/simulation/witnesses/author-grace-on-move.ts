import { append, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What somebody changed in their own entry arrives after it was moved to another unit. */
export const witness: Witness = {
  invariant: 13,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await edit(world, writer, id, { title: 'Sửa trước khi chuyển đơn vị' });
    await append(world, desk, { type: 'move', id, unit: units.other });
    await world.sendAll(desk);
    await world.sendAll(writer);
  },
};
