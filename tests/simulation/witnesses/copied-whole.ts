import { write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';
import { inFolder } from '../in-folder.ts';
import { bytesOf } from '../bytes-of.ts';

/** The server is backed up while the disk of its photos is away, and a part of that disk comes back. */
export const witness: Witness = {
  invariant: 14,
  play: (world) =>
    inFolder(async (folder) => {
      const phone = world.phone('an');
      await write(world, phone, { kind: 'training', unit: units.one, photos: [await picture(12), await picture(13)] });
      await world.sendAll(phone);
      await world.sendAll(phone);
      const photos = await bytesOf(world);
      for (const { key } of photos) await world.server.blobs.remove(key);
      world.pass(120_000);
      await world.backUp(folder);
      await world.sendAll(phone);
      const [back] = photos;
      if (back) await world.server.blobs.put(back.key, back.bytes);
      await world.backUp(folder);
    }),
};
