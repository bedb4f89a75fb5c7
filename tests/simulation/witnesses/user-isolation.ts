import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Witness } from '../witness.ts';

/** A phone that the server has never met sends while the browser holds another person's session. */
export const witness: Witness = {
  invariant: 19,
  play: async (world) => {
    const [phone, other] = [world.phone('an'), world.phone('binh')];
    await write(world, phone, { unit: units.one });
    const own = phone.cookie;
    phone.cookie = other.cookie;
    await world.beginSending(phone);
    await world.carry(world.flightOf(phone));
    phone.cookie = own;
  },
};
