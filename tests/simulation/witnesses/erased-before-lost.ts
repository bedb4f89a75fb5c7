import { beginEdit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What is typed of an entry stays on the phone of somebody who loses the unit after the erasure and before they hear of it. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, colleague] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(colleague);
    await beginEdit(world, colleague, id);
    await world.erase(id);
    await world.grant('binh', []);
  },
};
