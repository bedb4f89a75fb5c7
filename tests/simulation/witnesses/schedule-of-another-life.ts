import { units } from '../people.ts';
import { addLine } from '../schedule-deeds.ts';
import type { Witness } from '../witness.ts';

/** A restored server has another week by the time that the phone which knows the lost one comes. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const [one, other] = [world.phone('an'), world.phone('binh')];
    await world.sendAll(other);
    await world.keepCopy();
    await addLine(world, one, units.one, { id: 'sáng', time: '06:00' });
    await world.sendAll(one);
    await world.restoreCopy();
    await addLine(world, other, units.one, { id: 'chiều', time: '17:00' });
    await world.sendAll(other);
    await world.sendAll(one);
  },
};
