import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A restored server hears of an entry from a colleague before it has it again: what it refused then stands under no unit. */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, colleague] = [world.phone('an'), world.phone('binh')];
    await world.keepCopy();
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(colleague);
    await world.restoreCopy();
    await edit(world, colleague, id, { title: 'Điều không được giữ lại' });
    await world.sendAll(colleague);
    await world.sendAll(writer);
    await world.erase(id);
  },
};
