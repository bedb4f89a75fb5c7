import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A clock of last year is set right between an edit and its sending; an edit from before it arrives after it. */
export const witness: Witness = {
  invariant: 18,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    const id = await write(world, one, { unit: units.one });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, other, id, { title: 'Tiêu đề cũ gửi sau' });
    world.pass(60_000);
    await edit(world, one, id, { programme: 'Chương trình mới' });
    await world.sendAll(one);
    world.setClock(one, -365 * 86_400_000);
    await edit(world, one, id, { title: 'Tiêu đề mới gửi trước' });
    world.setClock(one, 0);
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
