import { beginEdit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What is typed of a colleague's entry and not saved is known to nobody, and stays on the phone when the unit is lost. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, colleague] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(colleague);
    await beginEdit(world, colleague, id);
    await world.grant('binh', []);
    await world.sendAll(colleague);
    await world.erase(id);
  },
};
