import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** The server refuses an edit of two fields; a later one of another field is taken. */
export const witness: Witness = {
  invariant: 13,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, phone, id, { airings: -5, programme: 'Chuyển đổi số' });
    await world.sendAll(phone);
    await edit(world, phone, id, { title: 'Thông báo lịch tiếp dân' });
    await world.sendAll(phone);
  },
};
