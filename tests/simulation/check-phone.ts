import { applyChange, type Entry } from '../../src/domain/entry.ts';
import type { Mutation } from '../../src/protocol/mutation.ts';
import type { HeldRow, OutboxRow } from '../../src/localdb/rows.ts';
import { identitiesOf, identityOf, sameContent } from './ledger.ts';
import { saysAllOf } from './says-all-of.ts';
import { type Contents, waitingOf } from './storage.ts';
import { demand } from './violation.ts';

/** What must be so on a phone after any step, also after one in which it died. */
export function checkPhone(contents: Contents): void {
  const replica = contents.meta.find((row) => row.key === 'replica');
  const sync = contents.meta.find((row) => row.key === 'sync');
  const numbers = waitingOf(contents).map((row) => row.n);
  const next = replica?.nextN ?? 1;
  demand(
    numbers.every((n, index) => n === next - numbers.length + index),
    10,
    'what waits is not the unbroken end of what was numbered',
    { numbers, next },
  );
  const kept = new Set(contents.outbox.map((row) => row.n));
  for (let n = (sync?.safe ?? 0) + 1; n < next; n += 1)
    demand(kept.has(n), 10, 'a numbered change is neither waiting nor kept', { n, next });
  for (const row of contents.outbox) {
    demand((JSON.parse(row.body) as { n: number }).n === row.n, 10, 'a change lies under a number that is not its own', row);
  }
  for (const row of contents.entries) checkView(contents, row.id);
  for (const photo of contents.photos) checkBytes(contents, photo.id);
}

/** What is shown is what the server gave with what waits here on top. */
function checkView(contents: Contents, id: string): void {
  const row = contents.entries.find((each) => each.id === id);
  if (!row) return;
  const waiting = waitingOf(contents).filter((each) => each.entry === id);
  let view: Entry | null = row.server;
  const held = contents.held.filter((each) => each.entry === id).sort((one, other) => one.n - other.n);
  // What is sent a second time is in the server's state already.
  const unseen = view ? waiting.filter((each) => !each.resent) : waiting;
  const shown = view || waiting.some((each) => isNew(each.body)) ? unseen : [...held, ...waiting];
  const by = { id: row.view.author.id, name: row.view.author.name };
  for (const each of shown) {
    const change = JSON.parse(each.body) as Mutation;
    view = applyChange(view, change, { by, at: change.at, revision: row.server?.revision ?? 0 });
  }
  // Who and when are as the phone knows them; what is shown of the content must be exactly this.
  // Between a restored server's first word and its next one, what it refused before waits again and is not shown yet.
  if (row.server === null && waiting.some((each) => each.resent)) return;
  // Taken and moved away before anything of it was read: what stays in sight is what was refused of it.
  if (view === null && row.sync === 'stranded') return;
  demand(sameContent(contentOf(view), contentOf(row.view)), 10, 'what is shown is not the server’s state with what waits on top', {
    shown: contentOf(row.view),
    expected: contentOf(view),
  });
}

function contentOf(entry: Entry | null): unknown {
  return entry && { values: entry.values, photos: entry.photos, status: entry.status, unit: entry.unit };
}

function isNew(body: string): boolean {
  return (JSON.parse(body) as { type: string }).type === 'new';
}

/** Bytes are here from the moment a photo was taken until the server has them. */
function checkBytes(contents: Contents, id: string): void {
  const photo = contents.photos.find((each) => each.id === id);
  if (!photo?.own || ['stored', 'unwanted', 'failed', 'corrupt'].includes(photo.state)) return;
  const chunks = contents.chunks.filter((chunk) => chunk.photo === id);
  const size = chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
  demand(
    chunks.length === photo.chunkCount && (photo.reference === null || photo.reference.size === size),
    14,
    'bytes of an unsent photo are missing',
    {
      id,
      chunks: chunks.length,
      wanted: photo.chunkCount,
    },
  );
}

/** What the person themselves took away in this step: a draft with its photos. */
export interface Allowed {
  discarded?: boolean;
  /** What a law took away: what waits of it is sent, and of what was refused the words go. */
  erased?: ReadonlySet<string>;
}

/** A refused change that its person let go, or has mended by a later one, keeps its number until new ones are given: nobody wants it again. */
function isLetGo({ n, refused }: OutboxRow, { meta, outbox, held }: Contents): boolean {
  if (refused && !held.some((row) => row.n === n)) return true;
  const replica = meta.find((row) => row.key === 'replica')?.id;
  return outbox
    .map((row) => JSON.parse(row.body) as Mutation)
    .some((change) => change.type === 'dismiss' && change.held[0] === replica && change.held[1] === n);
}

/** What a step may take away from a phone: nothing that a person wrote and that the server is not known to have. */
export function checkNothingLost(before: Contents, after: Contents, allowed: Allowed): void {
  const sync = after.meta.find((row) => row.key === 'sync');
  // A refused change is kept as refused; after a fork it is not numbered again.
  const still = new Set(identitiesOf([...after.outbox, ...after.held]));
  const safe = sync?.safe ?? 0;
  const copied = Math.min(safe, sync?.acknowledged ?? 0);
  const wanted = before.outbox.filter((row) => row.n > copied && !isLetGo(row, before));
  for (const [index, identity] of identitiesOf(wanted).entries()) {
    demand(still.has(identity), 2, 'a change left the phone before it was known to be safe', wanted[index]);
  }
  const erased = allowed.erased ?? new Set();
  const left = before.held.filter((row) => !isRefusedIn(after, row) && !erased.has(row.entry));
  const taken = takenBetween(before, after);
  for (const row of left) {
    // Taken itself, by a server that was restored, or said anew.
    const isAnswered = taken.some(
      (later) =>
        later.entry === row.entry &&
        (identityOf(later.body) === identityOf(row.body) || (later.n > row.n && saysAllOf(later.body, row.body))),
    );
    demand(isAnswered || isDismissedIn(after, row), 13, 'a refused change left the phone', row);
  }
  if (allowed.discarded) return;
  const photos = new Map(after.photos.map((photo) => [photo.id, photo]));
  for (const photo of before.photos) {
    if (!photo.own || photo.state === 'stored' || photo.state === 'unwanted' || erased.has(photo.entry)) continue;
    // With the refused change that alone named it.
    if (left.some((row) => row.entry === photo.entry) && !isNamed(after, photo)) continue;
    demand(photos.has(photo.id), 13, 'an unsent photo left the phone', photo.id);
  }
}

/** Refused still, or waiting once more. */
function isRefusedIn(after: Contents, row: HeldRow): boolean {
  return identitiesOf([...after.held, ...waitingOf(after)]).includes(identityOf(row.body));
}

/** What waited, and neither waits nor is refused any more. */
function takenBetween(before: Contents, after: Contents): OutboxRow[] {
  const open = new Set(identitiesOf([...waitingOf(after), ...after.held]));
  return waitingOf(before).filter((row) => !open.has(identityOf(row.body)));
}

/** The server is told who let it go, and of what. */
function isDismissedIn({ outbox }: Contents, { sentAs }: HeldRow): boolean {
  return outbox
    .map((row) => JSON.parse(row.body) as Mutation)
    .some((change) => change.type === 'dismiss' && sameContent(change.held, sentAs));
}

function isNamed({ entries, drafts, held }: Contents, photo: { id: string; entry: string }): boolean {
  const files = entries.find((row) => row.id === photo.entry)?.view.photos.map(({ id }) => id) ?? [];
  const draft = drafts.find((row) => row.id === photo.entry)?.photos ?? [];
  return [...files, ...draft].includes(photo.id) || held.some((row) => row.body.includes(photo.id));
}
