import { edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A profile is copied before its report is sent to a store that counts from higher up, and the copy corrects the report. */
export const witness: Witness = {
  invariant: 16,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.keepCopy();
    await world.restoreCopy();
    await world.sendAll(phone);
    const id = await write(world, phone, { unit: units.one });
    const copy = await world.clone(phone);
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await edit(world, copy, id, { durationMinutes: 8 });
    await world.sendAll(copy);
  },
};
