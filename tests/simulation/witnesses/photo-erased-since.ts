import { decide, write } from '../deeds.ts';
import { units } from '../people.ts';
import { picture } from '../pictures.ts';
import type { Witness } from '../witness.ts';

/** A reviewer approves an entry with a photo that a law took away since they looked. */
export const witness: Witness = {
  invariant: 6,
  play: async (world) => {
    const [writer, desk] = [world.phone('an'), world.phone('dung')];
    const id = await write(world, writer, { kind: 'training', unit: units.one, photos: [await picture(10), await picture(11)] });
    await world.sendAll(writer);
    await world.sendAll(desk);
    const [photo] = world.state.entries.get(id)?.photos ?? [];
    await world.erasePhoto(id, photo?.id ?? '');
    await decide(world, desk, id, 'approve');
    await world.sendAll(desk);
  },
};
