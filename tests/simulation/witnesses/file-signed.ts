import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A colleague who is to hand in a file writes something else into it. */
export const witness: Witness = {
  invariant: 19,
  play: async (world) => {
    const phone = world.phone('an');
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await write(world, phone, { unit: units.one, values: { title: 'Lời của người viết' } });
    const file = await world.exportFile(phone);
    if (file) await world.handInAtDesk({ ...file, text: file.text.replace('Lời của người viết', 'Lời của người khác') }, { by: 'binh' });
  },
};
