import type { LocalDatabase } from '../localdb/database.ts';
import { readSyncState } from '../localdb/meta.ts';
import { catalogueAnswer } from '../protocol/catalogue.ts';
import { understand, type Transport } from './transport.ts';

/** Fetches units and plans when the server told of newer ones. Names of units are no reason to fail a sync. */
export async function refreshCatalogue(db: LocalDatabase, transport: Transport): Promise<void> {
  const wanted = (await readSyncState(db)).catalogue;
  const row = await db.meta.get('catalogue');
  if (row?.key === 'catalogue' && row.version >= wanted) return;
  const answer = understand(await transport.send({ method: 'GET', path: '/v1/catalogue', patience: 60_000 }), catalogueAnswer);
  if (answer.status !== 'ok') return;
  const { version, units, plans } = answer.value;
  await db.transaction('rw', db.meta, db.units, async () => {
    await db.units.clear();
    await db.units.bulkPut(units);
    if (plans) await db.meta.put({ key: 'plans', plans });
    await db.meta.put({ key: 'catalogue', version });
  });
}
