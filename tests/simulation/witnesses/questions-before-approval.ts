import { decide, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** Two phones count the same attendance differently, and the entry is approved before anybody has chosen. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [one, other, desk] = [world.phone('an'), world.phone('binh'), world.phone('dung')];
    const id = await write(world, one, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.sendAll(one);
    await world.sendAll(other);
    await edit(world, one, id, { attendance: 41 });
    await edit(world, other, id, { attendance: 99 });
    await world.sendAll(one);
    await world.sendAll(other);
    await world.sendAll(desk);
    await decide(world, desk, id, 'approve');
    await world.sendAll(desk);
  },
};
