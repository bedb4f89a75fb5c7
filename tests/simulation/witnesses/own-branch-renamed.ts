import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone edits a field twice; the first edit arrives, the answer does not, and before the second goes it has to take another name. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { title: 'Sửa lần thứ nhất' });
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    await world.lose(world.flightOf(phone));
    const copy = await world.clone(phone);
    await edit(world, phone, id, { title: 'Sửa lần thứ hai' });
    await write(world, copy, { unit: units.one });
    await world.sendAll(copy);
    await world.sendAll(phone);
  },
};
