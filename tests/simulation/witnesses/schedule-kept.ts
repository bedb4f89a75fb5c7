import { units } from '../people.ts';
import { addLine } from '../schedule-deeds.ts';
import type { Witness } from '../witness.ts';

/** The week of a unit was written after the copy that a server is restored from. */
export const witness: Witness = {
  invariant: 2,
  play: async (world) => {
    const phone = world.phone('an');
    await world.keepCopy();
    await addLine(world, phone, units.one, { id: 'sáng', time: '06:00' });
    await world.sendAll(phone);
    await world.restoreCopy();
    await world.sendAll(phone);
  },
};
