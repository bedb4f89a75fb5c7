import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An entry changes after another phone has read it. */
export const witness: Witness = {
  invariant: 8,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reader);
    await edit(world, writer, id, { title: 'Sửa sau khi người khác đã đọc' });
    await world.sendAll(writer);
  },
};
