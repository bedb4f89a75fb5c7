import { decide, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A copied profile, told already that an entry was erased, sends under another name what had been refused of it before. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [writer, reviewer] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(reviewer);
    await decide(world, reviewer, id, 'approve');
    await world.sendAll(reviewer);
    await edit(world, writer, id, { title: 'Điều không được giữ lại' });
    const copied = await world.clone(writer);
    await world.sendAll(copied);
    await world.erase(id);
    await world.sendAll(copied);
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await write(world, copied, { unit: units.one });
    await world.sendAll(copied);
  },
};
