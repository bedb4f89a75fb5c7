import { append, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The copy of a profile sends, under the numbers of the first one, what was refused of an entry before it was erased. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await world.sendAll(desk);
    await edit(world, writer, id, { title: 'Sửa trước khi chuyển' });
    await world.sendAll(writer);
    await append(world, desk, { type: 'move', id, unit: units.other });
    const copied = await world.clone(desk);
    await world.sendAll(copied);
    await world.beginExchange(desk, { budget: 60_000, mutations: 0 });
    const late = world.flightOf(desk);
    await world.erase(id);
    await world.carry(late);
    await world.deliver(late);
    await world.sendAll(desk);
  },
};
