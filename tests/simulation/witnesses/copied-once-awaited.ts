import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';
import { inFolder } from '../in-folder.ts';
import { bytesOf } from '../bytes-of.ts';

/**
 * A second copy is made before the phone hears that the server has lost a photo. It hears of other things first: since a restore
 * it has another name than the one under which it told of that photo.
 */
export const witness: Witness = {
  invariant: 14,
  play: (world) =>
    inFolder(async (folder) => {
      const [phone, colleague] = [world.phone('an'), world.phone('binh')];
      await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(14), await picture(15)] });
      await world.sendAll(phone);
      await world.keepCopy();
      await world.restoreCopy();
      await world.sendAll(phone);
      for (let count = 0; count < 3; count += 1) await write(world, colleague, { unit: units.one });
      await world.sendAll(colleague);
      const [lost] = await bytesOf(world);
      await world.server.blobs.remove(lost?.key ?? '');
      world.pass(120_000);
      await world.backUp(folder);
      await world.backUp(folder);
      await world.beginExchange(phone, { budget: 1000, mutations: 1 });
      await world.carry(world.flightOf(phone));
      await world.deliver(world.flightOf(phone));
    }),
};
