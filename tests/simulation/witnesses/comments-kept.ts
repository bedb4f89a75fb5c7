import { append, write } from '../deeds.ts';
import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** Two people comment on the same entry. */
export const witness: Witness = {
  invariant: 5,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await append(world, desk, { type: 'comment', id, comment: newIdentifier(desk.now()), text: 'Phát mấy lần?' });
    await append(world, writer, { type: 'comment', id, comment: newIdentifier(writer.now()), text: 'Phát hai lần' });
    await world.sendAll(desk);
    await world.sendAll(writer);
  },
};
