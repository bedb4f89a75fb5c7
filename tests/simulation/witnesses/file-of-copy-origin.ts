import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A profile was copied: of the copy a file comes first, and then what the copy itself sends. */
export const witness: Witness = {
  invariant: 3,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    const copy = await world.clone(phone);
    await write(world, phone, { unit: units.one });
    await edit(world, copy, id, { title: 'Sửa trên bản sao, tính một lần' });
    await world.sendAll(phone);
    const file = await world.exportFile(copy);
    if (file) await world.handInAtDesk(file);
  },
};
