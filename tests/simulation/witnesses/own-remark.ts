import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { append, decide, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A reviewer makes a remark and approves, all before anything is sent; the remark goes first. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await append(world, desk, { type: 'comment', id, comment: newIdentifier(desk.now()), text: 'Đã gọi điện hỏi xã' });
    await decide(world, desk, id, 'approve');
    await world.sendOldest(desk);
    await world.sendAll(desk);
  },
};
