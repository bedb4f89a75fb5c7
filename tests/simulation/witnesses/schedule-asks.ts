import { units } from '../people.ts';
import { addLine } from '../schedule-deeds.ts';
import type { Witness } from '../witness.ts';

/** Two colleagues write into the week of their unit at once. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    await world.sendAll(one);
    await world.sendAll(other);
    await addLine(world, one, units.one, { id: 'sáng', time: '06:00' });
    await addLine(world, other, units.one, { id: 'chiều', time: '17:00' });
    await world.sendAll(one);
    await world.sendAll(other);
  },
};
