import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A clock of next year is set right between an edit and its sending. */
export const witness: Witness = {
  invariant: 18,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    world.setClock(phone, 365 * 86_400_000);
    await edit(world, phone, id, { title: 'Viết bằng đồng hồ của năm sau' });
    world.setClock(phone, 0);
    await world.sendAll(phone);
  },
};
