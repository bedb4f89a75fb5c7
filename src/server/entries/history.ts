import type { Entry } from '../../domain/entry.ts';
import type { HistoryItem } from '../../protocol/history.ts';
import type { HeldReason } from '../../protocol/mutation.ts';
import type { Reader } from '../db/database.ts';
import { recordedChange, remarkOf } from './recorded-change.ts';
import { deviceLetters } from './device-letters.ts';
import { type Difference, unitsOfHistory } from '../sync/stored-entry.ts';

/** Stands where a phone's letters do. */
const serverItself = 'chủ';

/** What became of an entry since its first arrival: who, when, before and after, on which device. */
export async function readHistory(db: Reader, entry: Pick<Entry, 'id' | 'unit' | 'formerUnits'>): Promise<HistoryItem[]> {
  const rows = await db
    .selectFrom('mutation')
    .innerJoin('person', 'person.id', 'mutation.person')
    .innerJoin('replica', 'replica.id', 'mutation.replica')
    .select(['replica.id', 'replica.public_key'])
    .select(['mutation.received_at', 'mutation.replica', 'mutation.n', 'mutation.type', 'mutation.outcome', 'mutation.reason'])
    .select(['mutation.difference', 'mutation.body', 'person.name'])
    .where('mutation.unit', 'in', unitsOfHistory(entry))
    .where('mutation.entry', '=', entry.id)
    .orderBy('mutation.received_at', 'desc')
    .orderBy('mutation.revision', (order) => order.desc().nullsLast())
    .orderBy('mutation.n', 'desc')
    .orderBy('mutation.replica')
    .execute();
  const changes = rows.map(
    (row): HistoryItem => ({
      at: row.received_at,
      by: row.name,
      device: deviceLetters(row),
      type: row.type,
      outcome: row.outcome,
      reason: row.reason as HeldReason | null,
      ...toldApart(JSON.parse(row.difference) as Difference),
      // What was not taken has a list of its own, for fewer eyes.
      ...(row.outcome !== 'held' && said(row)),
    }),
  );
  return [...(await readErasures(db, entry.id)), ...changes].sort((one, other) => other.at - one.at);
}

/** How a reviewer decided, and the words beside it or beside another change. */
function said({ type, body }: { type: string; body: string }): Pick<HistoryItem, 'verdict' | 'remark'> {
  if (!withWords.includes(type)) return {};
  const change = recordedChange(JSON.parse(body));
  const remark = change && remarkOf(change);
  return { ...(change?.type === 'review' && { verdict: change.verdict }), ...(remark && { remark }) };
}

const withWords = ['review', 'reopen', 'void', 'comment'];

function toldApart(stored: Difference): Pick<HistoryItem, 'difference' | 'lost'> {
  const difference: HistoryItem['difference'] = {};
  const lost: Record<string, unknown[]> = {};
  for (const [field, [before, after, ...others]] of Object.entries(stored)) {
    if (JSON.stringify(before) !== JSON.stringify(after)) difference[field] = [before, after];
    if (others.length > 0) lost[field] = others;
  }
  return { difference, ...(Object.keys(lost).length > 0 && { lost }) };
}

async function readErasures(db: Reader, entry: string): Promise<HistoryItem[]> {
  const rows = await db
    .selectFrom('erasure')
    .innerJoin('person', 'person.id', 'erasure.person')
    .select(['erasure.at', 'erasure.reason', 'person.name'])
    .where('erasure.entry', '=', entry)
    .orderBy('erasure.at', 'desc')
    .orderBy('erasure.what')
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: row.name,
    device: serverItself,
    type: 'erase',
    outcome: 'ok',
    reason: null,
    difference: {},
    remark: row.reason,
  }));
}
