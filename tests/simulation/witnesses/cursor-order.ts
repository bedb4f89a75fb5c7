import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** An early entry is edited late, and a phone reads a page of one row. */
export const witness: Witness = {
  invariant: 8,
  play: async (world) => {
    const [writer, reader] = [world.phone('an'), world.phone('binh')];
    const first = await write(world, writer, { unit: units.one });
    world.pass(5000);
    await write(world, writer, { unit: units.one });
    await world.sendAll(writer);
    await edit(world, writer, first, { title: 'Sửa lại sau cùng' });
    await world.sendAll(writer);
    await world.beginExchange(reader, { budget: 1000, mutations: 1 });
    await world.carry(world.flightOf(reader));
  },
};
