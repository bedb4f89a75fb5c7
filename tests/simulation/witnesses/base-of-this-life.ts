import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { append, decide, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A reviewer's remark came after an edit that a restored server lacks; the approval of both comes after that remark alone. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await world.keepCopy();
    await edit(world, writer, id, { title: 'Được duyệt, và mất khi khôi phục' });
    await world.sendAll(writer);
    await append(world, desk, { type: 'comment', id, comment: newIdentifier(desk.now()), text: 'Đã xem' });
    await world.sendAll(desk);
    await decide(world, desk, id, 'approve');
    await world.restoreCopy();
    await world.sendAll(desk);
  },
};
