import { newIdentifier } from '../../../src/localdb/identifier.ts';
import { append, beginEdit, edit, save, write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/**
 * Under the number that a profile gave to an edit, its copy had sent something else. After a restore that is all that
 * tells the edit from the copy's own.
 */
export const witness: Witness = {
  invariant: 5,
  play: async (world) => {
    const phone = world.phone('an');
    const id = await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    const copied = await world.clone(phone);
    await edit(world, phone, id, { title: 'Sửa trên máy' });
    await append(world, copied, { type: 'comment', id, comment: newIdentifier(copied.now()), text: 'Ý kiến trên bản sao' });
    await world.sendAll(copied);
    await beginEdit(world, copied, id);
    await world.sendAll(phone);
    await world.keepCopy();
    await world.sendAll(copied);
    await save(world, copied, id, { title: 'Sửa trên bản sao' });
    await world.restoreCopy();
    await world.sendAll(copied);
  },
};
