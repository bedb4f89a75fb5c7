import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { append, decide, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An answer of the author to the decision came before it was taken back. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await decide(world, desk, id, 'approve');
    await world.sendAll(desk);
    await world.sendAll(writer);
    await append(world, writer, { type: 'comment', id, comment: newIdentifier(writer.now()), text: 'Đã sửa trên bản giấy' });
    await world.sendAll(writer);
    await append(world, desk, { type: 'withdraw', id });
    await world.sendAll(desk);
  },
};
