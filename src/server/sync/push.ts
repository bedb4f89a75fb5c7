import { numbered } from '../../protocol/mutation.ts';
import type { MutationResult } from '../../protocol/sync.ts';
import type { WriteTransaction } from '../db/database.ts';
import { attempt } from '../db/savepoint.ts';
import { type Applied, applyMutation, notCarriedOut, type Situation } from './apply-mutation.ts';
import { hashMutation } from './canonical.ts';
import { bumpScopes, type FeedChange } from './feed.ts';
import { asColumns, asResult, fromColumns, held, type Verdict } from './outcome.ts';

/** What a request did to one entry: whether the sender's own view of it is the server's by now. */
export interface Touched {
  kept: boolean;
  revision: number;
}

export interface Pushed {
  acknowledged: number;
  results: MutationResult[];
  touched: Map<string, Touched>;
}

export interface PushContext extends Situation {
  /** Highest number of the replica that was answered; its row is locked. */
  last_n: number;
  /** Told of changes that could not be carried out because of a fault of the program. */
  onFault: (error: unknown) => void;
}

interface NumberedChange {
  n: number;
  body: object;
}

interface HashedChange extends NumberedChange {
  hash: string;
}

/**
 * Takes a batch in order of `n` (sync card 3.3): one savepoint for each change, all inside the caller's one transaction.
 * A number seen before gets the answer it got; the same number for other content is a fork; after a gap nothing is read.
 */
export async function push(
  tx: WriteTransaction,
  mutations: readonly unknown[],
  context: PushContext,
): Promise<Pushed | 'fork' | 'unnumbered'> {
  const numberedChanges = mutations.map(readNumber);
  if (numberedChanges.includes(null)) return 'unnumbered';
  const { replica, last_n } = context;
  const changes = upToGap(numberedChanges, last_n);
  await lockOrigins(tx, changes, context);
  const known = await findReceipts(tx, replica, { from: Math.min(...changes.map(({ n }) => n)), to: last_n });
  // Asked before anything is carried out: of a request that is a fork nothing is done.
  if (isFork(changes, known, last_n)) return 'fork';
  const pushed: Pushed = { acknowledged: last_n, results: [], touched: new Map() };
  const feed: FeedChange[] = [];
  for (const change of changes) {
    const before = known.get(change.n);
    if (before) {
      pushed.results.push(asResult(change.n, before.verdict));
      touch(pushed, change, null);
      continue;
    }
    const applied = await carryOutOnce(tx, change, context);
    known.set(change.n, { hash: change.hash, verdict: applied.verdict });
    pushed.results.push(asResult(change.n, applied.verdict));
    pushed.acknowledged = change.n;
    touch(pushed, change, applied.fresh ? applied : null);
    feed.push(...applied.feed);
  }
  if (pushed.acknowledged > last_n)
    await tx.updateTable('replica').set({ last_n: pushed.acknowledged }).where('id', '=', replica).execute();
  await bumpScopes(tx, feed);
  return pushed;
}

/** A replica that was cloned and the one that it was cloned from take turns: each looks for what the other has said already. */
async function lockOrigins(tx: WriteTransaction, changes: readonly HashedChange[], { replica, database }: PushContext): Promise<void> {
  const origins = new Set(changes.flatMap((change) => readOrigin(change.body)?.replica ?? []));
  origins.delete(replica);
  if (origins.size === 0) return;
  await database
    .lock(
      tx
        .selectFrom('replica')
        .select('id')
        .where('id', 'in', [...origins])
        .orderBy('id'),
    )
    .execute();
}

function upToGap(numberedChanges: readonly (NumberedChange | null)[], last_n: number): HashedChange[] {
  const changes: HashedChange[] = [];
  let last = last_n;
  for (const change of numberedChanges) {
    if (change === null || change.n > last + 1) break;
    last = Math.max(last, change.n);
    changes.push({ ...change, hash: hashMutation(change.body) });
  }
  return changes;
}

function readNumber(received: unknown): NumberedChange | null {
  const parsed = numbered.safeParse(received);
  return parsed.success ? { n: parsed.data.n, body: received as object } : null;
}

async function carryOutOnce(tx: WriteTransaction, change: HashedChange, context: PushContext): Promise<Applied & { fresh: boolean }> {
  const origin = readOrigin(change.body);
  const twin = await findTwin(tx, { replica: context.replica, n: change.n, origin, hash: change.hash }, context.access.person.id);
  const applied = twin ? notCarriedOut(twin, '') : await applyGuarded(tx, change.body, context);
  await tx
    .insertInto('receipt')
    .values({
      replica: context.replica,
      n: change.n,
      hash: change.hash,
      ...asColumns(applied.verdict),
      origin_replica: origin?.replica ?? null,
      origin_n: origin?.n ?? null,
    })
    .execute();
  if (!twin) await recordHistory(tx, change, applied, context);
  return { ...applied, fresh: !twin };
}

/** A change that makes the program fail is held with its body and never stops the next one; a full disk stops all. */
async function applyGuarded(tx: WriteTransaction, body: object, context: PushContext): Promise<Applied> {
  const tried = await attempt(tx, () => applyMutation(tx, body, context));
  if (tried.ok) return tried.value;
  if (context.database.isTransient(tried.error)) throw tried.error;
  context.onFault(tried.error);
  return notCarriedOut(held('internal'), '');
}

async function recordHistory(tx: WriteTransaction, change: NumberedChange, applied: Applied, context: PushContext): Promise<void> {
  const { id, type, at } = change.body as { id?: unknown; type?: unknown; at?: unknown };
  await tx
    .insertInto('mutation')
    .values({
      unit: applied.unit,
      replica: context.replica,
      n: change.n,
      entry: typeof id === 'string' ? id : '',
      type: typeof type === 'string' ? type : '',
      body: JSON.stringify(change.body),
      ...asColumns(applied.verdict),
      difference: JSON.stringify(applied.difference),
      person: context.access.person.id,
      made_at: Number.isSafeInteger(at) ? Number(at) : 0,
      estimated_at: applied.estimatedAt,
      received_at: context.now,
    })
    .execute();
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

/**
 * The same change that came before under another number: a replica that found itself cloned takes a new name and
 * numbers everything again, and either copy may be the first to arrive (sync card 3.3, origin check both ways).
 */
async function findTwin(
  tx: WriteTransaction,
  change: { replica: string; n: number; origin: Origin | null; hash: string },
  person: string,
): Promise<Verdict | null> {
  const first = change.origin ?? { replica: change.replica, n: change.n };
  const row = await tx
    .selectFrom('receipt')
    .innerJoin('replica', 'replica.id', 'receipt.replica')
    .select(['receipt.outcome', 'receipt.reason', 'receipt.field', 'receipt.revision'])
    .where('receipt.hash', '=', change.hash)
    .where('replica.person', '=', person)
    .where((where) =>
      where.or([
        where.and([where('receipt.origin_replica', '=', first.replica), where('receipt.origin_n', '=', first.n)]),
        where.and([where('receipt.replica', '=', first.replica), where('receipt.n', '=', first.n)]),
      ]),
    )
    .executeTakeFirst();
  return row ? fromColumns(row) : null;
}

interface Origin {
  replica: string;
  n: number;
}

function readOrigin(body: object): Origin | null {
  const { origin } = body as { origin?: unknown };
  if (!Array.isArray(origin)) return null;
  const [replica, n] = origin as unknown[];
  return typeof replica === 'string' && Number.isSafeInteger(n) ? { replica, n: Number(n) } : null;
}

/** The sender's view equals the server's only if it knew the revision before and everything since was its own and taken whole. */
function touch(pushed: Pushed, change: NumberedChange, applied: Applied | null): void {
  const { id, base } = change.body as { id?: unknown; base?: unknown };
  if (typeof id !== 'string') return;
  const before = pushed.touched.get(id);
  const whole = applied?.verdict.outcome === 'ok' ? applied.verdict : null;
  const follows = before ? before.kept : applied?.revisionBefore === base;
  pushed.touched.set(id, { kept: whole !== null && follows, revision: whole?.revision ?? 0 });
}
