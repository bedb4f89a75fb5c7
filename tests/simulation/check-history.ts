import type { Ledger } from './ledger.ts';
import { revisionsOfErasures, type ServerState } from './server-state.ts';
import { demand } from './violation.ts';

type History = ServerState['history'][number];

/** What a check of the server's history knows beside it. */
export interface Told {
  server: ServerState;
  ledger: Ledger;
  wroteSince: ReadonlyMap<string, number>;
  restored: boolean;
}

/** Goes through every entry's history once more for what is no matter of a merge: its status, its photos, its comments. */
export function checkHistory({ server, ledger, wroteSince, restored }: Told): void {
  const byEntry = new Map<string, History[]>();
  for (const row of server.history) {
    if (row.type !== 'dismiss' && !server.erased.has(row.entry)) byEntry.set(row.entry, [...(byEntry.get(row.entry) ?? []), row]);
  }
  for (const rows of byEntry.values()) {
    const accepted = rows.filter((row) => row.outcome !== 'held').sort((one, other) => (one.revision ?? 0) - (other.revision ?? 0));
    checkClosed(accepted);
    checkWhatIsCollected(server, accepted);
    const erasures = revisionsOfErasures(server, rows[0]?.entry ?? '');
    for (const row of accepted) checkCompared(row, { accepted, erasures }, ledger);
    for (const row of rows.filter((each) => each.outcome === 'held')) {
      if (row.reason === 'stale_review') checkStale(row, { accepted, erasures }, ledger);
      // Whose unit it once was is in no copy from before that.
      if (row.reason === 'scope' && !restored) checkGrace(row, accepted, wroteSince);
    }
  }
}

/** What was approved, rejected or taken back is not written to before it is opened again. */
function checkClosed(accepted: readonly History[]): void {
  let closed: History | null = null;
  for (const row of accepted) {
    const { verdict } = JSON.parse(row.body) as { verdict?: string };
    if (row.type === 'void' || (row.type === 'review' && verdict !== 'return')) closed = row;
    else if (row.type === 'review' || row.type === 'withdraw' || row.type === 'reopen') closed = null;
    else if (['edit', 'submit', 'resolve'].includes(row.type)) demand(closed === null, 6, 'a closed entry was changed', { closed, row });
  }
}

interface Collecting {
  photos?: { id: string }[];
  photosAdded?: { id: string }[];
  photosRemoved?: string[];
  comment?: string;
}

/** Photos and comments are records of their own: each stays until somebody takes it away by its name. */
function checkWhatIsCollected(server: ServerState, accepted: readonly History[]): void {
  const photos = new Set<string>();
  const comments: string[] = [];
  for (const row of accepted) {
    const body = JSON.parse(row.body) as Collecting;
    for (const { id } of [...(body.photos ?? []), ...(body.photosAdded ?? [])]) photos.add(id);
    for (const id of body.photosRemoved ?? []) photos.delete(id);
    if (row.type === 'comment') comments.push(body.comment ?? '');
  }
  for (const id of server.erasedPhotos.keys()) photos.delete(id);
  const entry = server.entries.get(accepted[0]?.entry ?? '');
  if (!entry) return;
  const has = entry.photos.map(({ id }) => id);
  demand(sameMembers(has, [...photos]), 5, 'an entry has not the photos that were added to it', { has, added: [...photos] });
  const said = entry.comments.map(({ id }) => id);
  demand(sameMembers(said, comments), 5, 'an entry has not the comments that were made', { said, comments });
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member) => other.includes(member));
}

/** What made an entry what it is: people's changes, and photos that a law took out of it. */
interface Became {
  accepted: readonly History[];
  erasures: readonly number[];
}

/**
 * The compare: since what their sender had seen nothing has come but what may have. For `void` and `reopen` that is what the
 * sender's own device did, for `withdraw` and `move` only where that left the content as it was.
 */
function checkCompared(row: History, { accepted, erasures }: Became, ledger: Ledger): void {
  const mayHaveCome = tolerated[row.type];
  if (!mayHaveCome) return;
  const { base } = JSON.parse(row.body) as { base: number };
  const isBetween = (revision: number): boolean => revision > base && revision < (row.revision ?? 0);
  const came = accepted.filter((each) => isBetween(each.revision ?? 0));
  const isOwn = came.every((each) => mayHaveCome(each.type) && ledger.isOneHand(row.body, each.body));
  const isSeen = base < (row.revision ?? 0) && isOwn && !erasures.some(isBetween);
  demand(isSeen, 6, 'an entry was taken back, opened or moved by somebody who had not seen what it became', { row, came, erasures });
}

const tolerated: Partial<Record<string, (type: string) => boolean>> = {
  void: () => true,
  reopen: () => true,
  withdraw: leavesContent,
  move: leavesContent,
};

export function leavesContent(type: string): boolean {
  return !['new', 'edit', 'submit', 'resolve'].includes(type);
}

/** The other side of the same compare: nobody's own chain of changes makes their own next one stale. */
function checkStale(row: History, { accepted, erasures }: Became, ledger: Ledger): void {
  const { base } = JSON.parse(row.body) as { base: number };
  // What one request brings comes in the order of its numbers.
  const known = accepted.filter((each) =>
    each.replica === row.replica && each.received_at === row.received_at ? each.n < row.n : each.received_at <= row.received_at,
  );
  const isOwn = (each: History): boolean =>
    (row.type === 'void' || row.type === 'reopen' || leavesContent(each.type)) && ledger.isOneHand(row.body, each.body);
  const revisions = [0, ...erasures, ...known.map((each) => each.revision ?? 0)];
  const seen = Math.max(...revisions.filter((revision) => revision <= base));
  const isStale =
    // Of what it counted up to there, somebody else's is not here: only so much may be its own that came since.
    base - seen > revisions.filter((revision) => revision > base).length ||
    erasures.some((revision) => revision > base) ||
    known.some((each) => (each.revision ?? 0) > base && !isOwn(each));
  demand(isStale, 16, 'a decision was refused as stale though nobody had touched the entry since', row);
}

/**
 * Who lost a unit a short while ago, or whose entry was moved away, may still finish what they wrote there. Only what was theirs
 * already is asked.
 */
function checkGrace(row: History, accepted: readonly History[], wroteSince: ReadonlyMap<string, number>): void {
  if (row.type === 'new' || row.type === 'move') return;
  const written = accepted.filter(
    (each) => each.person === row.person && each.received_at < row.received_at && ['new', 'edit'].includes(each.type),
  );
  const wroteFor = (unit: string): boolean => (wroteSince.get(`${row.person} ${unit}`) ?? Number.POSITIVE_INFINITY) < row.received_at;
  const isTheirs = written.length > 0 && [row, ...written].some(({ unit }) => wroteFor(unit));
  demand(!isTheirs, 13, 'an author was turned away from their own entry', row);
}
