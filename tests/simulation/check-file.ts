import { createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { erasedField } from '../../src/protocol/erased-field.ts';
import { type ChangeFile, type ChangeInFile, type ImportResult, textToSign } from '../../src/protocol/change-file.ts';
import type { OutboxRow } from '../../src/localdb/rows.ts';
import type { WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { isWhatWasRecorded } from './check-exchange.ts';
import { hashOf, identityOf, type Ledger, sameContent } from './ledger.ts';
import type { ServerState } from './server-state.ts';
import { demand } from './violation.ts';

/** What is said of each change of a file is what is on disk of it. */
export function checkFile(exchanged: {
  request: WireRequest;
  answer: WireAnswer;
  person: string;
  after: ServerState;
  ledger: Ledger;
}): void {
  const { request, answer, person, after, ledger } = exchanged;
  if (request.path !== '/v1/import' || answer.status !== 'answered' || answer.code !== 200) return;
  const file = readFile(request);
  const { changes, person: owner } = file;
  const { results } = JSON.parse(new TextDecoder().decode(answer.body)) as { results: ImportResult[] };
  demand(results.length === changes.length, 1, 'a change of a file was not answered', { results, changes: changes.length });
  for (const [index, said] of results.entries()) {
    const [outcome, detail] = said;
    const change = changes[index];
    const isAuthorised = owner === person || isSigned(file, change, after);
    if (outcome === 'unreadable') {
      const isWritten = ledger.saved.has(identityOf(change?.body ?? '{}'));
      demand(!isAuthorised || !isWritten, 1, 'a change that a phone wrote into a file was not read', change);
      continue;
    }
    demand(isAuthorised, 19, 'a file that somebody else could have written was taken', { owner, person, change });
    if (outcome === 'waiting') continue;
    const hash = hashOf(identityOf(change?.body ?? '{}'));
    const isRecorded = after.receipts.some((receipt) => receipt.hash === hash && isWhatWasRecorded(receipt, said));
    demand(isRecorded, 1, 'what was said of a change of a file is not on disk', { change, outcome, detail });
  }
}

/** With a key that the server knows as that of a phone of the author, which they have not signed out. */
function isSigned(file: ChangeFile, change: ChangeInFile | undefined, { replicas }: ServerState): boolean {
  const { publicKey, person } = file;
  const { replica, body, signature } = change ?? {};
  if (!publicKey || replica === undefined || body === undefined || signature === undefined) return false;
  const isKnown = replicas.some(
    (row) =>
      row.person === person && row.revoked_at === null && row.public_key !== null && sameContent(JSON.parse(row.public_key), publicKey),
  );
  const text = Buffer.from(textToSign(file, { replica, body }));
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  return isKnown && verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

/** Of a phone that cannot send: what waited on it is known to the server by its file alone. */
export function checkHandedIn({ receipts }: ServerState, phone: { name: string }, waiting: readonly OutboxRow[]): void {
  const hashes = new Set(receipts.map(({ hash }) => hash));
  for (const row of waiting)
    demand(hashes.has(hashOf(identityOf(row.body))), 2, `what ${phone.name} could not send was handed in and is nowhere`, row);
}

/** Whichever way a change came first, by file or from the phone or its copy: all others are told the same of it. */
export function checkOneAnswer({ receipts }: ServerState): void {
  const said = new Map<string, (typeof receipts)[number]>();
  for (const receipt of receipts) {
    // What came before its entry is asked anew once that is there.
    if (receipt.reason === 'unknown_entry' && receipt.field === null) continue;
    const place = `${receipt.hash} ${receipt.origin_replica ?? receipt.replica} ${receipt.origin_n ?? receipt.n}`;
    const first = said.get(place) ?? receipt;
    said.set(place, first);
    const isSame = first.outcome === receipt.outcome && first.reason === receipt.reason && first.revision === receipt.revision;
    // What was refused of an entry that was erased since is answered by that.
    const isOfErased =
      [first, receipt].every(({ outcome }) => outcome === 'held') && [first, receipt].some(({ field }) => field === erasedField);
    demand(isSame || isOfErased, 3, 'the same change was answered in two ways', { first, receipt });
  }
}

function readFile({ body = new Uint8Array(), headers }: WireRequest): ChangeFile {
  const text = headers?.['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body);
  return JSON.parse(text.toString()) as ChangeFile;
}
