import { append, decide, write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A returned entry is sent for review again with an attendance that somebody else counted differently meanwhile. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [one, other, desk] = [world.phone('an'), world.phone('binh'), world.phone('dung')];
    const id = await write(world, one, { kind: 'training', unit: units.one, photos: [await picture(1)] });
    await world.sendAll(one);
    await world.sendAll(desk);
    await decide(world, desk, id, 'return');
    await world.sendAll(desk);
    await world.sendAll(one);
    await world.sendAll(other);
    await append(world, one, { type: 'edit', id, set: { attendance: 41 } });
    await append(world, other, { type: 'edit', id, set: { attendance: 99 }, submit: true });
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
