import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone has not heard yet that the entry which it corrects was erased. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [writer, colleague] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(colleague);
    await world.grant('binh', []);
    await edit(world, colleague, id, { title: 'Điều không được giữ lại' });
    await world.erase(id);
  },
};
