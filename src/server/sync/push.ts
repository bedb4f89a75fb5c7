import { erasedField } from '../../protocol/erased-field.ts';
import type { MutationResult } from '../../protocol/sync.ts';
import type { Database, Ending, WriteTransaction } from '../db/database.ts';
import { erasedBody } from '../erasure/stored-erasures.ts';
import { together } from '../db/together.ts';
import { attempt } from '../db/savepoint.ts';
import { statement } from '../db/statement.ts';
import { type Applied, notCarriedOut, type Situation } from './applied.ts';
import { applyMutation } from './apply-mutation.ts';
import { canonicalJson } from './canonical.ts';
import { bumpScopes, type FeedChange, type ToldChange } from './feed.ts';
import type { Surroundings } from './look-around.ts';
import type { NumberedChange, Origin } from './numbered-change.ts';
import { asColumns, asResult, fromColumns, held, type Verdict } from './outcome.ts';
import type { PendingWrites } from './pending-writes.ts';
import { type HashedChange, nameIn } from './read-changes.ts';

/** What a request did to one entry: whether the sender's own view of it is the server's by now. */
export interface Touched {
  kept: boolean;
  revision: number;
  /** The number under which the feed of a scope tells of it; a higher one there means that somebody came after. */
  told: { scope: string; sequence: number } | null;
}

export interface Pushed {
  acknowledged: number;
  results: MutationResult[];
  touched: Map<string, Touched>;
  /** What it put into feeds. */
  told: readonly ToldChange[];
}

export interface PushContext extends Situation {
  database: Database;
  /** Highest number of the replica that was answered; its row is locked. */
  last_n: number;
  /**
   * Whether each change is carried out in a savepoint of its own, so that one that makes the program fail is held and the
   * others go on. Without it such a failure is thrown, and the caller begins anew with it.
   */
  isolated: boolean;
  /** Told of changes that could not be carried out because of a fault of the program. */
  onFault: (error: unknown) => void;
}

/**
 * Takes a batch in order of `n` (sync card 3.3), inside the caller's one transaction. A number seen before gets the answer
 * it got; the same number for other content is a fork; after a gap nothing is read.
 */
export async function push(
  tx: WriteTransaction,
  sent: readonly HashedChange[],
  { twins, pending }: Surroundings,
  context: PushContext,
): Promise<Ending<Pushed> | 'fork'> {
  const { replica, last_n } = context;
  const changes = upToGap(sent, last_n);
  const pushed: Pushed = { acknowledged: last_n, results: [], touched: new Map(), told: [] };
  if (changes.length === 0) return { last: Promise.resolve(pushed) };
  const known = await findReceipts(tx, replica, { from: Math.min(...changes.map(({ n }) => n)), to: last_n });
  // Asked before anything is carried out: of a request that is a fork nothing is done.
  if (isFork(changes, known, last_n)) return 'fork';
  const feed: FeedChange[] = [];
  const isErased = ({ body }: HashedChange): boolean => pending.erasedFrom(nameIn(body) ?? '') !== undefined;
  for (const change of changes) {
    const before = known.get(change.n);
    if (before) {
      pushed.results.push(asResult(change.n, toldAgain(before.verdict, isErased(change))));
      touch(pushed, change, null);
      continue;
    }
    const twin = twins.of(change);
    const applied = twin ? notCarriedOut(toldAgain(twin, isErased(change)), '') : await applyGuarded({ tx, pending }, change, context);
    record(pending, change, { applied, isTwin: twin !== null, context });
    twins.add(change, applied.verdict);
    known.set(change.n, { hash: change.hash, verdict: applied.verdict });
    pushed.results.push(asResult(change.n, applied.verdict));
    pushed.acknowledged = change.n;
    touch(pushed, change, twin ? null : applied);
    feed.push(...applied.feed);
  }
  const writing = together([pending.flush(), setLastNumber(tx, [{ replica, last_n: pushed.acknowledged }]), bumpScopes(tx, feed)]);
  return { last: writing.then(([, , told]) => withTelling(pushed, told)) };
}

/** What was answered is answered again, but for what was refused of an entry that was erased since: its words go. */
function toldAgain(verdict: Verdict, isErased: boolean): Verdict {
  return verdict.outcome === 'held' && isErased ? held('unknown_entry', erasedField) : verdict;
}

const setLastNumber = statement((db, [given]: readonly { replica: string; last_n: number }[]) =>
  db
    .updateTable('replica')
    .set({ last_n: given?.last_n ?? 0 })
    .where('id', '=', given?.replica ?? ''),
);

function upToGap(sent: readonly HashedChange[], last_n: number): HashedChange[] {
  const changes: HashedChange[] = [];
  let last = last_n;
  for (const change of sent) {
    if (change.n > last + 1) break;
    last = Math.max(last, change.n);
    changes.push(change);
  }
  return changes;
}

/** With the one among the others that came before them, three in all (sync card 3.3). */
const triesAlone = 2;

/** A change that makes the program fail is held with its body and never stops the next one; a full disk stops all. */
async function applyGuarded(
  desk: { tx: WriteTransaction; pending: PendingWrites },
  change: HashedChange,
  context: PushContext,
): Promise<Applied> {
  const { reading } = change;
  if (!reading.change) return notCarriedOut(held('invalid', reading.field), '');
  if (!context.isolated) return applyMutation(desk, reading.change, context);
  const { tx, pending } = desk;
  // What came before is not to be undone with it.
  await pending.flush();
  const apply = async (): Promise<Applied> => {
    const applied = await applyMutation(desk, reading.change, context);
    await pending.flush();
    return applied;
  };
  for (let tries = 0; tries < triesAlone; tries += 1) {
    const tried = await attempt(tx, apply);
    if (tried.ok) return tried.value;
    if (context.database.isTransient(tried.error)) throw tried.error;
    context.onFault(tried.error);
    pending.forget();
  }
  const { type, id } = reading.change;
  const unit = (await pending.find(id))?.entry.unit ?? (type === 'new' ? reading.change.unit : '');
  return notCarriedOut(held('internal'), unit);
}

function record(
  pending: PendingWrites,
  change: HashedChange,
  { applied, isTwin, context }: { applied: Applied; isTwin: boolean; context: PushContext },
): void {
  const { type, at } = change.body as { type?: unknown; at?: unknown };
  const entry = nameIn(change.body) ?? '';
  const verdict = asColumns(applied.verdict);
  const { replica } = context;
  const receipt = { replica, n: change.n, hash: change.hash, ...verdict, ...originColumns(change.origin) };
  const history = {
    unit: applied.unit,
    replica,
    n: change.n,
    entry,
    type: typeof type === 'string' ? type : '',
    body: pending.erasedFrom(entry) !== undefined ? erasedBody : applied.recorded ? JSON.stringify(applied.recorded) : textOf(change),
    ...verdict,
    difference: JSON.stringify(applied.difference),
    person: context.access.person.id,
    made_at: Number.isSafeInteger(at) ? Number(at) : 0,
    estimated_at: applied.estimatedAt,
    received_at: context.now,
  };
  pending.record(receipt, isTwin ? null : history);
}

/** What cannot be read may be nested too deep for anything else. */
function textOf({ body, reading }: HashedChange): string {
  return reading.change ? JSON.stringify(body) : canonicalJson(body);
}

function originColumns(origin: Origin | null): { origin_replica: string | null; origin_n: number | null } {
  return { origin_replica: origin?.replica ?? null, origin_n: origin?.n ?? null };
}

interface Receipt {
  hash: string;
  verdict: Verdict;
}

async function findReceipts(
  tx: WriteTransaction,
  replica: string,
  { from, to }: { from: number; to: number },
): Promise<Map<number, Receipt>> {
  if (from > to) return new Map();
  const rows = await tx
    .selectFrom('receipt')
    .select(['n', 'hash', 'outcome', 'reason', 'field', 'revision'])
    .where('replica', '=', replica)
    .where('n', '>=', from)
    .where('n', '<=', to)
    .execute();
  return new Map(rows.map((row) => [row.n, { hash: row.hash, verdict: fromColumns(row) }]));
}

function isFork(changes: readonly HashedChange[], known: ReadonlyMap<number, Receipt>, last_n: number): boolean {
  const hashes = new Map([...known].map(([n, { hash }]) => [n, hash]));
  for (const change of changes) {
    const first = hashes.get(change.n) ?? (change.n <= last_n ? null : change.hash);
    if (first !== change.hash) return true;
    hashes.set(change.n, change.hash);
  }
  return false;
}

/** The sender's view equals the server's only if it knew the revision before and everything since was its own and taken whole. */
function touch(pushed: Pushed, change: NumberedChange, applied: Applied | null): void {
  const { id, base } = change.body as { id?: unknown; base?: unknown };
  if (typeof id !== 'string') return;
  const before = pushed.touched.get(id);
  // The first change after a restore makes a revision that the sender could not count to.
  const isNext = (revision: number): boolean => revision === (applied?.revisionBefore ?? 0) + 1;
  const whole = applied?.verdict.outcome === 'ok' && isNext(applied.verdict.revision) ? applied.verdict : null;
  const follows = before ? before.kept : applied?.revisionBefore === base;
  pushed.touched.set(id, { kept: whole !== null && follows, revision: whole?.revision ?? 0, told: null });
}

function withTelling(pushed: Pushed, told: readonly ToldChange[]): Pushed {
  for (const { kind, id, scope, sequence, operation } of told) {
    // In the unit's own log: what its co-organisers are told is the same, and never the sender's own branch.
    const touched = kind === 'entry' && operation === 'put' && scope.startsWith('unit:') ? pushed.touched.get(id) : undefined;
    if (touched) touched.told = { scope, sequence };
  }
  return { ...pushed, told };
}
