import type { LocalDatabase } from '../../../src/localdb/database.ts';
import { readReplica } from '../../../src/localdb/meta.ts';
import { write } from '../deeds.ts';
import { units } from '../people.ts';
import type { Contents } from '../storage.ts';
import type { Witness } from '../witness.ts';

/** Somebody sends in their own name, and under the one that another person's phone has for its changes. */
export const witness: Witness = {
  invariant: 19,
  play: async (world) => {
    const [phone, other] = [world.phone('an'), world.phone('binh')];
    await write(world, phone, { unit: units.one });
    await world.sendAll(phone);
    await world.sendAll(other);
    const own = nameOf(other.read());
    await world.act(other, 'takes another phone’s name', (db) => take(db, nameOf(phone.read())));
    await world.sendAll(other);
    await world.act(other, 'takes its own name again', (db) => take(db, own));
  },
};

function nameOf({ meta }: Contents): string {
  return meta.find((row) => row.key === 'replica')?.id ?? '';
}

async function take(db: LocalDatabase, id: string): Promise<void> {
  await db.meta.put({ ...(await readReplica(db)), id });
}
