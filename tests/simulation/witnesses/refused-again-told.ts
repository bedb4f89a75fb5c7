import { decide, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What a server had taken it refuses after it was restored: its reviewer approves what came before. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [writer, reviewer] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.keepCopy();
    await edit(world, writer, id, { title: 'Sửa trước khi khôi phục' });
    await world.sendAll(writer);
    await world.restoreCopy();
    await world.sendAll(reviewer);
    await decide(world, reviewer, id, 'approve');
    await world.sendAll(reviewer);
  },
};
