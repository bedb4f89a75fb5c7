import { keysOf } from '../../src/server/photos/keys.ts';
import type { BlobStore } from '../../src/server/blobs/blob-store.ts';
import type { Ledger } from './ledger.ts';
import type { ServerState } from './server-state.ts';
import type { Contents } from './storage.ts';
import { demand } from './violation.ts';

/** Of an entry that had to go by law nothing is left that says what it said: not at rest, and not with the next copy. */
export async function checkErased(world: {
  ledger: Ledger;
  server: ServerState;
  blobs: BlobStore;
  phones: readonly { name: string; contents: Contents }[];
}): Promise<void> {
  const { ledger, server, blobs, phones } = world;
  if (ledger.erased.size === 0) return;
  for (const entry of ledger.erased) {
    demand(!server.entries.has(entry), 12, 'an erased entry is there', entry);
    const said = server.history.filter((row) => row.entry === entry && row.body !== erasedBody);
    demand(said.length === 0, 12, 'the history tells what an erased entry said', said);
    for (const phone of phones) checkErasedOn(phone.name, phone.contents, entry);
  }
  const wanted = new Set(server.photos.filter(({ state }) => state !== 'unwanted').map(({ sha256 }) => sha256));
  const staged = new Set(await blobs.staged());
  for (const { id, sha256 } of photosOf(ledger, server.erased)) {
    demand(!staged.has(id), 12, 'what came of an erased photo is there', id);
    if (wanted.has(sha256)) continue;
    for (const key of keysOf(sha256)) demand((await blobs.get(key)) === null, 12, 'the bytes of an erased photo are there', key);
  }
}

const erasedBody = '{"erased":true}';

function checkErasedOn(phone: string, contents: Contents, entry: string): void {
  const { entries, drafts, photos, chunks, review, held } = contents;
  const files = new Set(photos.filter((photo) => photo.entry === entry).map(({ id }) => id));
  const left = {
    rows: [...entries, ...drafts, ...review].filter(({ id }) => id === entry).length,
    files: files.size,
    chunks: chunks.filter((chunk) => files.has(chunk.photo)).length,
    words: held.filter((row) => row.entry === entry && Object.keys(JSON.parse(row.body) as object).some((key) => !named.has(key))),
  };
  demand(left.rows + left.files + left.chunks + left.words.length === 0, 12, `${phone} keeps what was erased`, { entry, ...left });
}

/** That something was refused, when and of which kind. */
const named = new Set(['n', 'type', 'id', 'at', 'base', 'verdict', 'origin']);

/** What a phone keeps for a server that is restored goes with the next copy. */
export function checkErasedLog(phone: string, { outbox, photos }: Contents, erased: ReadonlySet<string>): void {
  const left = [...outbox, ...photos].filter((row) => erased.has(row.entry));
  demand(left.length === 0, 12, `${phone} keeps what was erased, though a copy has it`, left);
}

function photosOf({ saved }: Ledger, erased: ReadonlySet<string>): { id: string; sha256: string }[] {
  const files = [...saved.values()]
    .filter(({ entry }) => erased.has(entry))
    .flatMap(({ body }) => [body['photos'], body['photosAdded']] as ({ id: string; sha256: string }[] | undefined)[]);
  return files.flatMap((list) => list ?? []);
}
