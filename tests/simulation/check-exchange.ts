import { gunzipSync } from 'node:zlib';
import type { Entry } from '../../src/domain/entry.ts';
import { erasedField } from '../../src/protocol/erased-field.ts';
import { scopesOf } from '../../src/protocol/scopes.ts';
import type { SyncRequest, SyncResponse } from '../../src/protocol/sync.ts';
import type { WireAnswer, WireRequest } from '../../src/sync/transport.ts';
import { policyOf } from './check-merge.ts';
import type { ServerState } from './server-state.ts';
import { demand } from './violation.ts';

/** What one round trip may do to the server, and may tell the phone. */
export interface Exchanged {
  request: WireRequest;
  answer: WireAnswer;
  before: ServerState;
  after: ServerState;
  /** Whose session it was, and what this person is told today. */
  person: string;
  scopes: ReadonlySet<string>;
  epoch: string;
}

export function checkExchange(exchanged: Exchanged): void {
  checkOrder(exchanged.before, exchanged.after);
  const { request, answer } = exchanged;
  if (request.path !== '/v1/sync' || answer.status !== 'answered' || answer.code !== 200) return;
  const asked = readRequest(request);
  const told = JSON.parse(new TextDecoder().decode(answer.body)) as SyncResponse;
  demand(asked.user === exchanged.person, 19, 'a request of one person was answered under the session of another', asked.user);
  const owner = exchanged.before.replicas.find(({ id }) => id === asked.replica)?.person;
  demand(owner === undefined || owner === exchanged.person, 19, 'the phone of one person was answered to another', asked.user);
  checkAcknowledged(asked, told, exchanged.after);
  checkPrivacy(told, exchanged);
  checkQuestions(exchanged);
  checkCursors(asked, told, exchanged);
}

export function readRequest(request: WireRequest): SyncRequest {
  const body = request.body ?? new Uint8Array();
  const text = request.headers?.['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body);
  return JSON.parse(text.toString()) as SyncRequest;
}

/** What came into the history, whoever brought it. */
export function newRows(before: ServerState, after: ServerState): ServerState['history'] {
  if (before === after) return [];
  const last = new Map(before.replicas.map((row) => [row.id, row.last_n]));
  return after.history.filter((row) => row.n > (last.get(row.replica) ?? 0));
}

/** What a request of text did to entries, in the order in which it was done. */
export function takenBy(request: WireRequest, before: ServerState, after: ServerState): ServerState['history'] {
  const { replica } = readRequest(request);
  const last = before.replicas.find((row) => row.id === replica)?.last_n ?? 0;
  return after.history.filter((row) => row.replica === replica && row.n > last && row.outcome !== 'held' && row.type !== 'dismiss');
}

/** Nobody is asked to judge, and nobody approves, what only a person can choose and none has yet (sync card 3.5). */
function checkQuestions({ request, before, after }: Exchanged): void {
  if (before === after) return;
  const taken = takenBy(request, before, after);
  for (const row of taken) {
    const { verdict, submit } = JSON.parse(row.body) as { verdict?: string; submit?: true };
    const entry = after.entries.get(row.entry);
    if (!entry) continue;
    const ofEntry = taken.filter((each) => each.entry === row.entry);
    const wasOpen = ['draft', 'returned'].includes(before.entries.get(row.entry)?.status ?? '');
    // With its content it is sent for review only where nothing is open: the state of the entry tells whether it was.
    const isSentAlong = submit === true && row.type === 'edit' && ofEntry.length === 1 && wasOpen && entry.status === 'submitted';
    if (row.type !== 'submit' && verdict !== 'approve' && !isSentAlong) continue;
    const open = entry.conflicts.filter(
      (conflict) => conflict.revision <= (row.revision ?? 0) && policyOf(entry.kind, conflict.field) === 'manual',
    );
    demand(open.length === 0, 6, 'an entry with an open question was submitted or approved', { entry: entry.id, type: row.type, open });
  }
}

/** Within a scope numbers only rise; numbers of one replica have no gap, and its accepted changes keep their order. */
function checkOrder(before: ServerState, after: ServerState): void {
  for (const [scope, head] of before.heads) demand((after.heads.get(scope) ?? 0) >= head, 7, 'the head of a scope went back', scope);
  const known = new Map(before.feed.map((row) => [`${row.scope} ${row.kind} ${row.id}`, row.sequence]));
  for (const row of after.feed) {
    const earlier = known.get(`${row.scope} ${row.kind} ${row.id}`);
    if (earlier === row.sequence) continue;
    const head = before.heads.get(row.scope) ?? 0;
    demand(
      row.sequence > head && row.sequence <= (after.heads.get(row.scope) ?? 0),
      7,
      'a feed row is not above what was committed before',
      row,
    );
  }
  for (const replica of after.replicas) {
    const numbers = after.receipts.filter((receipt) => receipt.replica === replica.id).map((receipt) => receipt.n);
    demand(numbers.every((n, index) => n === index + 1) && replica.last_n === numbers.length, 7, 'the numbers of a replica have a gap', {
      replica: replica.id,
      last: replica.last_n,
      numbers,
    });
    const newest = new Map<string, number>();
    for (const row of after.history) {
      if (row.replica !== replica.id || row.outcome === 'held' || row.type === 'dismiss') continue;
      demand((row.revision ?? 0) > (newest.get(row.entry) ?? 0), 7, 'changes of one replica were applied out of order', row);
      newest.set(row.entry, row.revision ?? 0);
    }
  }
}

function checkAcknowledged(asked: SyncRequest, told: SyncResponse, after: ServerState): void {
  const receipts = after.receipts.filter((receipt) => receipt.replica === asked.replica);
  demand(told.acknowledged <= receipts.length, 1, 'more was acknowledged than is on disk', {
    told: told.acknowledged,
    stored: receipts.length,
  });
  for (const [n, ...said] of told.results) {
    const [outcome, detail] = said;
    const receipt = receipts.find((each) => each.n === n);
    demand(receipt !== undefined && isWhatWasRecorded(receipt, said), 1, 'a result is not what was recorded', {
      n,
      outcome,
      detail,
      receipt,
    });
  }
}

/** Of what was refused before its entry was erased, the words go with the answer. */
export function isWhatWasRecorded(
  { outcome, reason, revision }: ServerState['receipts'][number],
  [said, detail, field]: readonly [outcome: string, detail?: string | number, field?: string | undefined],
): boolean {
  if (outcome !== said) return false;
  if (outcome !== 'held') return revision === detail;
  return reason === detail || (detail === 'unknown_entry' && field === erasedField);
}

function checkPrivacy(told: SyncResponse, { scopes, after }: Exchanged): void {
  const isTheirs = (entry: Entry): boolean => scopesOf(entry).some((scope) => scopes.has(scope));
  for (const entry of told.entries) demand(isTheirs(entry), 12, 'an entry of a foreign unit was told', { id: entry.id, unit: entry.unit });
  for (const [id] of told.kept) {
    const entry = after.entries.get(id);
    demand(entry !== undefined && isTheirs(entry), 12, 'an entry of a foreign unit was told as kept', { id, unit: entry?.unit });
  }
}

/** Between the cursor that was asked from and the one that was told there is no row that the answer leaves out. */
function checkCursors(asked: SyncRequest, told: SyncResponse, { after, epoch }: Exchanged): void {
  const from = asked.epoch === epoch ? asked.cursors : {};
  const entries = new Map(told.entries.map((entry) => [entry.id, entry.revision]));
  const kept = new Map(told.kept);
  const photos = new Set(told.photos.map(([id]) => id));
  const gone = new Set(told.gone.map(([scope, id]) => `${scope} ${id}`));
  for (const [scope, cursor] of Object.entries(told.cursors)) {
    for (const row of after.feed) {
      if (row.scope !== scope || row.sequence <= (from[scope] ?? 0) || row.sequence > cursor) continue;
      const isTold =
        row.operation !== 'put'
          ? gone.has(`${scope} ${row.id}`)
          : row.kind === 'entry'
            ? (entries.get(row.id) ?? kept.get(row.id)) === after.entries.get(row.id)?.revision
            : row.kind === 'photo'
              ? photos.has(row.id)
              : told.person !== undefined;
      demand(isTold, 8, 'a row between two cursors was not told, or not as it is now', { scope, from: from[scope] ?? 0, cursor, row });
    }
    if (!told.more) demand(cursor === (after.heads.get(scope) ?? 0), 8, 'the last page ends before the head', { scope, cursor });
  }
  if (told.more) return;
  for (const [scope, cursor] of Object.entries(from)) {
    const head = after.heads.get(scope) ?? 0;
    if (!(scope in told.cursors) && !told.drop.includes(scope))
      demand(cursor >= head, 8, 'a scope that moved was not told', { scope, cursor, head });
  }
}
