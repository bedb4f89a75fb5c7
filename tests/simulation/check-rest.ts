import type { Entry } from '../../src/domain/entry.ts';
import { erasedField } from '../../src/protocol/erased-field.ts';
import { scopesOf } from '../../src/protocol/scopes.ts';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import { checkErased } from './check-erased.ts';
import { checkOneAnswer } from './check-file.ts';
import { checkHistory, leavesContent } from './check-history.ts';
import { checkMerge } from './check-merge.ts';
import { checkSchedules } from './check-schedules.ts';
import { hashOf, identityOf, type Ledger, sameContent, type SavedChange } from './ledger.ts';
import { sha256 } from './memory-blobs.ts';
import { saysAllOf, sharesWith } from './says-all-of.ts';
import { revisionsOfErasures, type ServerState } from './server-state.ts';
import { type Contents, waitingOf } from './storage.ts';
import { demand } from './violation.ts';

/** The whole world once the network is whole and everything was exchanged. */
export interface AtRest {
  ledger: Ledger;
  server: ServerState;
  blobs: BlobStore;
  phones: readonly {
    name: string;
    person: string;
    contents: Contents;
    scopes: ReadonlySet<string>;
    /** Units whose reporter the person is today. */
    writesFor: ReadonlySet<string>;
  }[];
  /** Since when each reporter writes, or once wrote, for a unit: `person unit`. */
  wroteSince: ReadonlyMap<string, number>;
  /** A copy was restored: what only a lost phone or a phone's forgotten log had may be gone. */
  restored: boolean;
  /** Where each of the store's lives begins to count revisions. */
  floors: readonly number[];
}

export async function checkRest(world: AtRest): Promise<void> {
  checkEveryChange(world);
  checkWords(world);
  checkTakenBefore(world);
  checkOnce(world.server, world.floors);
  checkOneAnswer(world.server);
  checkReviews(world);
  checkMerge(world.server, world.ledger);
  checkHistory(world);
  for (const phone of world.phones) {
    checkAgreement(world.server, phone);
    checkRefused(world, phone);
    checkEarly(world, phone);
  }
  checkSchedules(world);
  await checkPhotos(world);
  await checkErased(world);
}

/** Whatever a person saved is recorded, whole, under their own name, and under a name that has an answer. */
function checkEveryChange({ ledger, server, phones, restored }: AtRest): void {
  const people = new Map(server.replicas.map(({ id, person }) => [id, person]));
  const known = new Map(server.receipts.map(({ hash, replica }) => [hash, people.get(replica)]));
  const recorded = new Map(server.history.map((row) => [identityOf(row.body), row]));
  const waiting = new Set(phones.flatMap((phone) => waitingOf(phone.contents).map((row) => identityOf(row.body))));
  const refused = new Set(phones.flatMap((phone) => phone.contents.held.map((each) => identityOf(each.body))));
  for (const change of ledger.saved.values()) {
    // Refused before a fork, let go or mended, it is not sent to a restored server again; the phone, or nobody, still wants it.
    if (restored && (refused.has(change.identity) || ledger.dismissed.has(`${change.phone} ${change.entry}`))) continue;
    if (restored && isMended(change, ledger, recorded)) continue;
    demand(!waiting.has(change.identity), 15, 'a change still waits though the network is whole', change);
    // What lets a refusal go names it in the history as the history does: by its first name.
    if (ledger.erased.has(change.entry) || change.body['type'] === 'dismiss') {
      checkNumbered(change, { known, phones, restored, ledger });
      continue;
    }
    const row = recorded.get(change.identity);
    demand(row !== undefined, 2, 'a saved change is nowhere', change);
    demand(row?.person === change.person, 19, 'a change was taken under another person’s name', { change, taken: row?.person });
  }
}

/** Nothing stands in the history that nobody wrote, or that somebody else did. */
function checkWords({ ledger, server }: AtRest): void {
  for (const row of server.history) {
    if (server.erased.has(row.entry) || row.type === 'dismiss') continue;
    const person = ledger.saved.get(identityOf(row.body))?.person;
    demand(person === row.person, 19, 'a change is in the history that its author never wrote', { row, person });
  }
}

/** That something was sent, by whom, and what became of it; of an erased entry nothing else is left. */
function checkNumbered(
  change: SavedChange,
  { known, phones, restored, ledger }: Pick<AtRest, 'phones' | 'restored' | 'ledger'> & { known: ReadonlyMap<string, string | undefined> },
): void {
  const hash = hashOf(change.identity);
  const isRefused = phones.some(({ contents }) => contents.held.some((row) => row.entry === change.entry && row.at === change.body['at']));
  // Refused once, and mended by what an erasure left without words: that it was mended can be read nowhere any more.
  if (restored && (isRefused || ledger.refused.has(change.identity))) return;
  demand(known.has(hash), 2, 'a saved change was never answered', change);
  demand(known.get(hash) === change.person, 19, 'a change was taken under another person’s name', change);
}

/**
 * What a server had taken, and lost when it was restored, is taken once more, or its author sees on their phone why not. To be
 * recorded as refused is not enough: nobody but the author would know that it is gone.
 */
function checkTakenBefore({ ledger, server, phones, restored }: AtRest): void {
  if (!restored) return;
  const accepted = new Map<string, number>();
  for (const row of server.history)
    if (row.outcome !== 'held' && row.type !== 'dismiss') accepted.set(identityOf(row.body), row.revision ?? 0);
  // The outbox lists what was refused also where its entry is not on the phone any more.
  const inSight = new Set(phones.flatMap(({ person, contents }) => contents.held.map((row) => `${person} ${identityOf(row.body)}`)));
  for (const change of ledger.saved.values()) {
    if (!ledger.taken.has(change.identity) || accepted.has(change.identity) || ledger.erased.has(change.entry)) continue;
    if (ledger.dismissed.has(`${change.phone} ${change.entry}`) || isSaidAnew(change, ledger, accepted)) continue;
    demand(
      inSight.has(`${change.person} ${change.identity}`),
      2,
      'what was taken in one life of the store is refused in another, and nobody is told',
      change,
    );
  }
}

/** Of what was refused and said anew, the last is what the person wants. */
function isMended(change: SavedChange, ledger: Ledger, recorded: ReadonlyMap<string, unknown>): boolean {
  return ledger.refused.has(change.identity) && isSaidAnew(change, ledger, recorded);
}

function isSaidAnew(change: SavedChange, ledger: Ledger, recorded: ReadonlyMap<string, unknown>): boolean {
  return [...ledger.saved.values()].some(
    (later) =>
      later.entry === change.entry &&
      later.person === change.person &&
      later.savedAt > change.savedAt &&
      recorded.has(later.identity) &&
      saysAllOf(JSON.stringify(later.body), JSON.stringify(change.body)),
  );
}

/** By one, or up to where one of the store's lives begins to count. */
function follows(revision: number, before: number, floors: readonly number[]): boolean {
  return revision === before + 1 || (revision > before && floors.includes(revision));
}

/** One action has one effect: accepted once, and the entry's revision counts exactly the accepted changes. */
function checkOnce(server: ServerState, floors: readonly number[]): void {
  const accepted = new Map<string, number>();
  const revisions = new Map<string, number[]>();
  for (const row of server.history) {
    // To let a refused change go is recorded, and changes no entry.
    if (row.outcome === 'held' || row.type === 'dismiss' || server.erased.has(row.entry)) continue;
    const identity = identityOf(row.body);
    accepted.set(identity, (accepted.get(identity) ?? 0) + 1);
    revisions.set(row.entry, [...(revisions.get(row.entry) ?? []), row.revision ?? 0]);
  }
  for (const [identity, count] of accepted) demand(count === 1, 3, 'one action was carried out twice', identity);
  for (const entry of server.entries.values()) {
    const counted = [...(revisions.get(entry.id) ?? []), ...revisionsOfErasures(server, entry.id)].sort((one, other) => one - other);
    demand(
      counted.at(-1) === entry.revision && counted.every((revision, index) => follows(revision, counted[index - 1] ?? 0, floors)),
      3,
      'an entry’s revisions are not its accepted changes',
      { entry: entry.id, revision: entry.revision, counted },
    );
    const comments = entry.comments.map((comment) => comment.id);
    demand(new Set(comments).size === comments.length, 3, 'a comment is there twice', entry);
  }
}

/** What was approved is what the reviewer had before them. */
function checkReviews({ ledger, server }: AtRest): void {
  for (const row of server.history) {
    if (row.type !== 'review' || row.outcome === 'held' || server.erased.has(row.entry)) continue;
    const { base, verdict } = JSON.parse(row.body) as { base: number; verdict: string };
    // The phone's own decisions, their withdrawals, moves and remarks leave what was seen as it was.
    const came = server.history.filter((each) => isBetween(each, { entry: row.entry, after: base, before: row.revision ?? 0 }));
    const erased = revisionsOfErasures(server, row.entry).filter((revision) => revision > base && revision < (row.revision ?? 0));
    const isOwn = came.every((each) => leavesContent(each.type) && ledger.isOneHand(row.body, each.body));
    const isSeen = base < (row.revision ?? 0) && isOwn && erased.length === 0;
    demand(isSeen, 6, 'a decision was taken about a revision that was not seen', { row, came, erased });
    const seen = ledger.seen.get(identityOf(row.body));
    const entry = server.entries.get(row.entry);
    if (verdict !== 'approve' || entry?.status !== 'approved' || entry.review?.revision !== base) continue;
    demand(sameContent(contentOf(seen), contentOf(entry)), 6, 'approved content is not what the reviewer saw', {
      seen: contentOf(seen),
      entry: contentOf(entry),
    });
  }
}

function isBetween(row: ServerState['history'][number], at: { entry: string; after: number; before: number }): boolean {
  const revision = row.outcome === 'held' || row.type === 'dismiss' ? 0 : (row.revision ?? 0);
  return row.entry === at.entry && revision > at.after && revision < at.before;
}

function contentOf(entry: Entry | undefined): unknown {
  return entry && { values: entry.values, photos: entry.photos };
}

/** A phone has every entry of its scopes exactly as the server has it, and nothing else but what is stranded. */
function checkAgreement(server: ServerState, phone: AtRest['phones'][number]): void {
  const rows = new Map(phone.contents.entries.map((row) => [row.id, row]));
  for (const entry of server.entries.values()) {
    if (!scopesOf(entry).some((scope) => phone.scopes.has(scope))) continue;
    const row = rows.get(entry.id);
    demand(row !== undefined, 4, `${phone.name} lacks an entry`, entry.id);
    demand(sameContent(row?.server, entry), 4, `${phone.name} has another state of an entry than the server`, {
      here: row?.server,
      there: entry,
    });
    demand(row?.sync === 'clean' || row?.sync === 'held', 4, `${phone.name} shows an entry of its own unit as ${row?.sync}`, entry.id);
    demand(row?.sync !== 'clean' || sameContent(row.view, entry), 4, `${phone.name} shows something else than it has`, {
      shown: row?.view,
      entry,
    });
  }
  for (const row of phone.contents.entries) {
    const isHeld = phone.contents.held.some((each) => each.entry === row.id);
    // With a photo of its own that nobody was told of: it stays in sight until the form is over.
    const isBegun = row.sync === 'stranded' && phone.contents.drafts.some((each) => each.id === row.id);
    const there = server.entries.get(row.id);
    if (there && scopesOf(there).some((scope) => phone.scopes.has(scope))) continue;
    const isOwn = phone.scopes.has(`unit:${row.unit}`);
    demand(isHeld || isBegun, there || !isOwn ? 12 : 4, `${phone.name} keeps an entry that is not its to have`, {
      id: row.id,
      sync: row.sync,
      unit: row.unit,
    });
  }
}

/** What the server refused is on the phone that sent it, with its reason, until it is mended or given up. */
function checkRefused({ server }: AtRest, phone: AtRest['phones'][number]): void {
  const replica = phone.contents.meta.find((row) => row.key === 'replica')?.id;
  const receipts = server.receipts.filter((receipt) => receipt.replica === replica);
  const bodies = new Map(phone.contents.outbox.map((row) => [row.n, row]));
  const held = new Map(phone.contents.held.map((row) => [identityOf(row.body), row]));
  for (const receipt of receipts) {
    const row = bodies.get(receipt.n);
    if (receipt.outcome !== 'held' || !row) continue;
    if (isOfDismissal(row.body)) continue;
    const following = receipts.flatMap((later) => {
      const body = bodies.get(later.n)?.body;
      return later.n > receipt.n && body !== undefined && bodies.get(later.n)?.entry === row.entry ? [{ ...later, body }] : [];
    });
    // It went again by itself: what it came to then is what counts.
    if (following.some((later) => identityOf(later.body) === identityOf(row.body))) continue;
    const mended = following.some((later) => later.outcome !== 'held' && saysAllOf(later.body, row.body));
    if (server.erased.has(row.entry)) {
      // Mended before that, it was not refused any more.
      if (!mended) checkRefusedOfErased(phone, receipt);
      continue;
    }
    if (isGivenUp(server, row.body)) continue;
    const kept = held.get(identityOf(row.body));
    demand(mended || kept !== undefined, 2, `${phone.name} lost a change that the server refused`, row);
    demand(mended || kept?.reason === receipt.reason, 2, `${phone.name} shows another reason than the server gave`, { kept, receipt });
  }
}

/** Without its words, and with no other reason than that. */
function checkRefusedOfErased(phone: AtRest['phones'][number], receipt: ServerState['receipts'][number]): void {
  const [kept] = phone.contents.held.filter(({ sentAs }) => sameContent(sentAs, [receipt.replica, receipt.n]));
  const isLetGo = phone.contents.outbox.some(({ body }) => {
    const { type, held } = JSON.parse(body) as { type: string; held?: unknown };
    return type === 'dismiss' && sameContent(held, [receipt.replica, receipt.n]);
  });
  if (isLetGo) return;
  demand(kept?.reason === 'unknown_entry' && kept.field === erasedField, 2, `${phone.name} is not told that an entry was erased`, {
    kept,
    receipt,
  });
}

/** What was taken before a restore, and came too early after it, goes again once its entry is there, behind nothing said since. */
function checkEarly({ ledger, server }: AtRest, phone: AtRest['phones'][number]): void {
  for (const row of phone.contents.held) {
    if (row.reason !== 'unknown_entry' || row.field !== null || !ledger.wasTaken(phone.name, row.body)) continue;
    const entry = server.entries.get(row.entry);
    if (!entry || !scopesOf(entry).some((scope) => phone.scopes.has(scope))) continue;
    const isFollowed = phone.contents.outbox.some(
      (later) => later.entry === row.entry && later.n > row.n && !later.refused && sharesWith(later.body, row.body),
    );
    demand(isFollowed, 1, `${phone.name} was told that a change is taken, and leaves it refused beside its entry`, row);
  }
}

/** Told by the place that the refusal has in the history, under whichever name it was sent first. */
function isGivenUp({ history, erased }: ServerState, refused: string): boolean {
  const told = history.filter((row) => row.type === 'dismiss' && !erased.has(row.entry));
  const dismissed = told.map((row) => (JSON.parse(row.body) as { held: [string, number] }).held);
  return dismissed.some(([replica, n]) =>
    history.some((row) => row.replica === replica && row.n === n && identityOf(row.body) === identityOf(refused)),
  );
}

/** A restored server may not know what was let go. */
function isOfDismissal(body: string): boolean {
  return (JSON.parse(body) as { type: string }).type === 'dismiss';
}

/** Stored means that the declared bytes are there; with a whole network every photo that is wanted gets there. */
async function checkPhotos({ server, blobs, phones }: AtRest): Promise<void> {
  for (const photo of server.photos) {
    demand(photo.state !== 'declared' && photo.state !== 'receiving', 14, 'nobody has the bytes of a photo any more', photo);
    if (photo.state !== 'stored') continue;
    const key = photo.original_key ?? photo.picture_key;
    const bytes = key === null ? null : await blobs.get(key);
    demand(
      bytes !== null && bytes.length === photo.size && sha256(bytes) === photo.sha256,
      14,
      'a stored photo has not the declared bytes',
      photo,
    );
  }
  const rows = new Map(server.photos.map((photo) => [photo.id, photo]));
  for (const phone of phones) {
    for (const photo of phone.contents.photos) {
      if (!photo.own) continue;
      const there = rows.get(photo.id);
      if (photo.state === 'stored' && !server.erased.has(photo.entry))
        demand(there?.state === 'stored', 14, `${phone.name} takes a photo for stored that is not`, { photo: photo.id, there });
      demand(photo.state !== 'corrupt', 14, `${phone.name} let go of the only bytes of a photo`, { photo: photo.id, there });
      demand(photo.state !== 'declared', 15, `${phone.name} did not get a photo through`, { photo: photo.id, there });
    }
  }
}
