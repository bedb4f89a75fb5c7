import type { WriteTransaction } from '../db/database.ts';
import { statement } from '../db/statement.ts';
import type { Origin } from './numbered-change.ts';
import { fromColumns, type Verdict } from './outcome.ts';

interface Sent {
  n: number;
  hash: string;
  origin: Origin | null;
}

/**
 * The same change that came before under another number: a replica that found itself cloned takes a new name and
 * numbers everything again, and either copy may be the first to arrive (sync card 3.3, origin check both ways). What came before
 * its entry is no answer for ever: a replica that sends it once more under its own name asks anew.
 */
export class Twins {
  readonly #replica: string;
  readonly #verdicts = new Map<string, Verdict>();
  /** Those that this replica was told are of an entry that nobody knows. */
  readonly #early = new Set<string>();

  constructor(replica: string) {
    this.#replica = replica;
  }

  /** Those that one person's devices have sent before. */
  static async find(tx: WriteTransaction, sent: { replica: string; person: string; changes: readonly Sent[] }): Promise<Twins> {
    const twins = new Twins(sent.replica);
    const { person } = sent;
    for (const [replica, { from, to }] of rangesOf(sent.changes.map((change) => change.origin ?? twins.#place(change))))
      for (const row of await findByOrigin(tx, [{ replica, from, to, person }])) twins.#note(row);
    for (const [replica, { from, to }] of rangesOf(sent.changes.flatMap((change) => change.origin ?? [])))
      for (const row of await findByNumber(tx, [{ replica, from, to, person }])) twins.#note(row);
    return twins;
  }

  of(change: Sent): Verdict | null {
    const name = key(change.hash, change.origin ?? this.#place(change));
    const verdict = this.#verdicts.get(name) ?? null;
    return verdict && isEarly(verdict) && this.#early.has(name) ? null : verdict;
  }

  /** A later change of the same request may be its twin. */
  add(change: Sent, verdict: Verdict): void {
    const { hash } = change;
    for (const place of [this.#place(change), ...(change.origin ? [change.origin] : [])]) this.#set(key(hash, place), verdict, true);
  }

  #place({ n }: Sent): Origin {
    return { replica: this.#replica, n };
  }

  #note(row: Awaited<ReturnType<typeof findByNumber>>[number]): void {
    const verdict = fromColumns(row);
    const isOwn = row.replica === this.#replica;
    this.#set(key(row.hash, row), verdict, isOwn);
    if (row.origin_replica !== null && row.origin_n !== null)
      this.#set(key(row.hash, { replica: row.origin_replica, n: row.origin_n }), verdict, isOwn);
  }

  #set(name: string, verdict: Verdict, isOwn: boolean): void {
    if (isEarly(verdict) && isOwn) this.#early.add(name);
    // What it came to once its entry was there stands, in whatever order the rows are read.
    if (!isEarly(verdict) || !this.#verdicts.has(name)) this.#verdicts.set(name, verdict);
  }
}

/** Of an erased entry it is for ever. */
function isEarly(verdict: Verdict): boolean {
  return verdict.outcome === 'held' && verdict.reason === 'unknown_entry' && verdict.field === undefined;
}

function key(hash: string, place: Origin): string {
  return `${hash} ${place.replica} ${place.n}`;
}

function rangesOf(places: readonly Origin[]): Map<string, { from: number; to: number }> {
  const ranges = new Map<string, { from: number; to: number }>();
  for (const { replica, n } of places) {
    const known = ranges.get(replica);
    ranges.set(replica, { from: Math.min(known?.from ?? n, n), to: Math.max(known?.to ?? n, n) });
  }
  return ranges;
}

interface Range {
  replica: string;
  from: number;
  to: number;
  person: string;
}
type Ranges = readonly Pick<Range, keyof Range>[];

const findByOrigin = statement((db, [range]: Ranges) =>
  db
    .selectFrom('receipt')
    .innerJoin('replica', 'replica.id', 'receipt.replica')
    .select(['receipt.replica', 'receipt.n', 'receipt.hash', 'receipt.origin_replica', 'receipt.origin_n'])
    .select(['receipt.outcome', 'receipt.reason', 'receipt.field', 'receipt.revision'])
    .where('receipt.origin_replica', '=', range?.replica ?? '')
    .where('receipt.origin_n', '>=', range?.from ?? 0)
    .where('receipt.origin_n', '<=', range?.to ?? 0)
    .where('replica.person', '=', range?.person ?? ''),
);

const findByNumber = statement((db, [range]: Ranges) =>
  db
    .selectFrom('receipt')
    .innerJoin('replica', 'replica.id', 'receipt.replica')
    .select(['receipt.replica', 'receipt.n', 'receipt.hash', 'receipt.origin_replica', 'receipt.origin_n'])
    .select(['receipt.outcome', 'receipt.reason', 'receipt.field', 'receipt.revision'])
    .where('receipt.replica', '=', range?.replica ?? '')
    .where('receipt.n', '>=', range?.from ?? 0)
    .where('receipt.n', '<=', range?.to ?? 0)
    .where('replica.person', '=', range?.person ?? ''),
);
