import { coOrganisersOf } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import { factsOf } from '../../domain/indicator.ts';
import { indicators } from '../../domain/kinds/indicators.ts';
import { sharedOut } from '../../domain/progress.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { together } from '../db/together.ts';
import { statement } from '../db/statement.ts';
import type { Tables } from '../db/tables.ts';

/** Brings the facts of changed entries up to date, inside the transaction that changes them. */
export async function writeFacts(tx: WriteTransaction, entries: readonly Entry[]): Promise<void> {
  // Of a first revision nothing can be there yet: what is logged most often costs one statement, not two.
  const changed = entries.filter((entry) => entry.revision > 1);
  await together([
    ...changed.map((entry) => removeFacts(tx, entry.id, [entry.unit, ...coOrganisersOf(entry)])),
    addFacts(tx, entries.flatMap(rowsOf)),
  ]);
}

/** Before an entry leaves a unit's log, or is no more held together with one: its facts are written anew where it goes. */
export async function removeFacts(tx: WriteTransaction, entry: string, units: readonly string[]): Promise<void> {
  await tx.deleteFrom('fact').where('unit', 'in', units).where('entry', '=', entry).execute();
}

const addFacts = statement((db, rows: readonly Tables['fact'][]) => db.insertInto('fact').values(rows));

function rowsOf(entry: Entry): Tables['fact'][] {
  return sharedOut(entry, factsOf(entry, indicators)).map((fact) => ({ ...fact, entry: entry.id }));
}

const entriesAtOnce = 500;
const metaKey = 'facts_of';

/**
 * Entries that were taken before this build knew an indicator get their facts when the server starts, page by page, so that
 * phones are answered meanwhile.
 */
export async function fillFacts(database: Database): Promise<void> {
  const wanted = JSON.stringify(indicators);
  const row = await database.query.selectFrom('server_meta').select('value').where('key', '=', metaKey).executeTakeFirst();
  if (row?.value === wanted) return;
  let after = '';
  for (;;) {
    const last = await database.write((tx) => fillPage(tx, after));
    if (last === null) break;
    after = last;
  }
  await database.query
    .insertInto('server_meta')
    .values({ key: metaKey, value: wanted })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: wanted }))
    .execute();
}

async function fillPage(tx: WriteTransaction, after: string): Promise<string | null> {
  const rows = await tx.selectFrom('entry').select(['id', 'document']).where('id', '>', after).orderBy('id').limit(entriesAtOnce).execute();
  const entries = rows.map((row) => JSON.parse(row.document) as Entry);
  for (const entry of entries) await removeFacts(tx, entry.id, [entry.unit, ...coOrganisersOf(entry)]);
  await writeFacts(
    tx,
    entries.map((entry) => ({ ...entry, revision: 1 })),
  );
  return rows.at(-1)?.id ?? null;
}
