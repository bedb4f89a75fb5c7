import { decide, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A change arrives at what was approved meanwhile. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await decide(world, desk, id, 'approve');
    await world.sendAll(desk);
    await edit(world, writer, id, { title: 'Sửa sau khi đã duyệt' });
    await world.sendAll(writer);
  },
};
