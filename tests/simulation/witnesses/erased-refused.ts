import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { append, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone that was told already that an entry was erased still sends a change of it, from a page that was open. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [writer, colleague] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(colleague);
    await world.erase(id);
    await world.sendAll(colleague);
    await append(world, colleague, { type: 'comment', id, comment: newIdentifier(colleague.now()), text: 'Điều không được giữ lại' });
  },
};
