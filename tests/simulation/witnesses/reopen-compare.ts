import { append, decide, write } from '../deeds.ts';
import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An approved entry is opened again by somebody who does not know what was said about it since. */
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
    await append(world, writer, { type: 'comment', id, comment: newIdentifier(writer.now()), text: 'Đã phát lại sáng nay' });
    await world.sendAll(writer);
    await append(world, desk, { type: 'reopen', id });
    await world.sendAll(desk);
  },
};
