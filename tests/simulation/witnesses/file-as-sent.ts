import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** What a phone had sent of an entry before it heard that it was erased is refused; then it cannot send any more. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { title: 'Điều không được giữ lại' });
    await write(world, phone, { unit: units.one });
    await edit(world, phone, id, { title: 'Điều không được giữ lại, lần nữa' });
    await world.erase(id);
    await world.sendAll(phone);
    await world.signOutFromAfar(phone);
    await write(world, phone, { unit: units.one });
  },
};
