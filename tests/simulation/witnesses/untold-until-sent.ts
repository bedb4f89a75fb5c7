import { append, edit, write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/**
 * An entry followed its author to another unit. The restored server has it where it was, without its photo: nobody tells the
 * author of it any more, and on the phone it stays for as long as the photo is to be sent.
 */
export const witness: Witness = {
  invariant: 12,
  play: async (world) => {
    const [writer, desk] = [world.phone('chi'), world.phone('dung')];
    const id = await write(world, writer, { kind: 'training', unit: units.other, photos: [await picture(1)] });
    await world.beginSending(writer);
    const text = world.flightOf(writer);
    await world.carry(text);
    await world.keepCopy();
    await world.deliver(text);
    for (const photo of world.photosOnTheWay(writer)) {
      await world.carry(photo);
      await world.deliver(photo);
    }
    await world.sendAll(writer);
    await world.sendAll(desk);
    await append(world, desk, { type: 'move', id, unit: units.one });
    await world.grant('chi', [units.one]);
    await world.sendAll(desk);
    await world.sendAll(writer);
    await world.restoreCopy();
    // Nor does it follow them again: they mend it, and the move is of what was before.
    await edit(world, writer, id, { attendance: 41 });
    await world.sendAll(writer);
  },
};
