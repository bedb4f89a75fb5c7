import { beginEdit, save, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The phone that is signed out from afar has only the refusal left of what it had sent of an erased entry: a copy holds the rest. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await beginEdit(world, phone, id);
    await world.erase(id);
    await save(world, phone, id, { title: 'Điều không được giữ lại' });
    await world.sendAll(phone);
    await world.keepCopy();
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.signOutFromAfar(phone);
    await write(world, phone, { unit: units.one });
  },
};
