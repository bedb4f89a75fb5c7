import type { Entry } from '../../domain/entry.ts';
import type { Mutation } from '../../protocol/mutation.ts';
import type { WriteTransaction } from '../db/database.ts';
import type { Origin } from './numbered-change.ts';
import type { PendingWrites } from './pending-writes.ts';
import { unitsOfHistory } from './stored-entry.ts';

/** A change of an entry that came after what the sender of another had seen. */
export interface Later {
  type: string;
  revision: number;
  /** The sender had made it itself (own-branch rule, sync card 3.5), under this name or an earlier one. */
  isOwn: boolean;
}

/** Everything that came since, oldest first. */
export async function changesSince(
  desk: { tx: WriteTransaction; pending: PendingWrites },
  change: Mutation,
  entry: Entry,
  sender: { replica: string; person: string },
): Promise<Later[]> {
  const rows = await desk.tx
    .selectFrom('mutation')
    .select(['replica', 'n', 'type', 'revision', 'person'])
    .where('unit', 'in', unitsOfHistory(entry))
    .where('entry', '=', entry.id)
    .where('revision', '>', change.base)
    // It changes no entry, and stands at the revision that it found.
    .where('type', '!=', 'dismiss')
    .orderBy('revision')
    .execute();
  const underOtherNames = rows.filter((row) => row.replica !== sender.replica && row.person === sender.person);
  const lineage = underOtherNames.length > 0 ? await Lineage.read(desk, change, sender.replica, underOtherNames) : null;
  return rows.map(({ type, revision, replica, n }) => ({
    type,
    revision: revision ?? 0,
    isOwn: replica === sender.replica || (lineage?.holds({ replica, n }) ?? false),
  }));
}

interface Received {
  hash: string;
  /** Where it was numbered, and where first. */
  places: Origin[];
}

/**
 * What a device had made before it took the name that it has now (sync card 3.4). It sends again, in its order, all that it
 * cannot know to be safe: what it repeats is its own, and so is whatever was numbered before that under the old name. What
 * stands there beside a repetition, or after it, is the work of the other copy.
 */
class Lineage {
  readonly #theirs: ReadonlyMap<string, Received>;
  readonly #repeated: ReadonlySet<string>;
  readonly #firstRepeated: ReadonlyMap<string, number>;
  /** What the store has itself at the places that are named. */
  readonly #hashAt: ReadonlyMap<string, string>;

  private constructor(
    theirs: readonly (Received & { place: Origin })[],
    own: readonly Received[],
    { change, hashAt }: { change: Mutation; hashAt: ReadonlyMap<string, string> },
  ) {
    this.#hashAt = hashAt;
    this.#theirs = new Map(theirs.map((each) => [keyOf(each.place), each]));
    this.#repeated = new Set(own.flatMap(({ hash, places }) => places.map((place) => `${hash} ${keyOf(place)}`)));
    const first = new Map<string, number>();
    const origins = [...own.flatMap(({ places: [, origin] }) => origin ?? []), ...(change.origin ? [asPlace(change.origin)] : [])];
    for (const { replica, n } of origins) first.set(replica, Math.min(first.get(replica) ?? n, n));
    this.#firstRepeated = first;
  }

  static async read(
    { tx, pending }: { tx: WriteTransaction; pending: PendingWrites },
    change: Mutation,
    replica: string,
    rows: readonly Origin[],
  ): Promise<Lineage> {
    // What it repeated a moment ago, in this very request, is asked for too.
    await pending.flush();
    const theirs = [...(await receiptsAt(tx, rows))].map((row) => ({ place: { replica: row.replica, n: row.n }, ...received(row) }));
    const places = theirs.flatMap((each) => each.places);
    const repeated = await tx
      .selectFrom('receipt')
      .select(['replica', 'n', 'hash', 'origin_replica', 'origin_n'])
      .where('replica', '=', replica)
      .where('origin_replica', 'in', [...new Set(places.map((place) => place.replica))])
      .execute();
    const named = await receiptsAt(tx, places);
    // The other copy may have been the first to repeat what this one had made under this very name.
    const own = named.filter((row) => row.replica === replica);
    return new Lineage(theirs, [...repeated, ...own].map(received), {
      change,
      hashAt: new Map(named.map((row) => [keyOf(row), row.hash])),
    });
  }

  holds(place: Origin): boolean {
    const theirs = this.#theirs.get(keyOf(place));
    if (!theirs) return false;
    return theirs.places.some(
      (each) => this.#repeated.has(`${theirs.hash} ${keyOf(each)}`) || (this.#mayStandAt(theirs, each) && this.#isBefore(each)),
    );
  }

  #isBefore({ replica, n }: Origin): boolean {
    return n < (this.#firstRepeated.get(replica) ?? 0);
  }

  /** Where one copy's number has something else in the store, the two had gone apart before it (run 430). */
  #mayStandAt({ hash }: Received, place: Origin): boolean {
    return (this.#hashAt.get(keyOf(place)) ?? hash) === hash;
  }
}

interface ReceiptRow {
  replica: string;
  n: number;
  hash: string;
  origin_replica: string | null;
  origin_n: number | null;
}

async function receiptsAt(tx: WriteTransaction, places: readonly Origin[]): Promise<ReceiptRow[]> {
  if (places.length === 0) return [];
  const wanted = new Set(places.map(keyOf));
  const rows = await tx
    .selectFrom('receipt')
    .select(['replica', 'n', 'hash', 'origin_replica', 'origin_n'])
    .where('replica', 'in', [...new Set(places.map(({ replica }) => replica))])
    .where('n', 'in', [...new Set(places.map(({ n }) => n))])
    .execute();
  return rows.filter((row) => wanted.has(keyOf(row)));
}

function received({ replica, n, hash, origin_replica, origin_n }: ReceiptRow): Received {
  const origin = origin_replica !== null && origin_n !== null ? [{ replica: origin_replica, n: origin_n }] : [];
  return { hash, places: [{ replica, n }, ...origin] };
}

function asPlace([replica, n]: readonly [string, number]): Origin {
  return { replica, n };
}

function keyOf({ replica, n }: Origin): string {
  return `${replica} ${n}`;
}
