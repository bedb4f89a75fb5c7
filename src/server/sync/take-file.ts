import type { ChangeFile, ChangeInFile, ImportResult } from '../../protocol/change-file.ts';
import { type NumberedChange, readNumber } from './numbered-change.ts';
import { findSigningKey, isSignedWith } from './signed-changes.ts';
import { type FromFile, isKnownCopy, takeCopied, type TakenCopied } from './take-copied.ts';
import { take, type Taken } from './take.ts';

export type FileAnswer =
  | { status: 'ok'; results: ImportResult[]; author?: string }
  | { status: 'wrong_user' | 'replica_known' | 'signed_out' | 'unavailable' | 'bad_request' };

type Parts = Parameters<typeof take>[0];

/**
 * What a device wrote into a file because it could not send it: taken as if it had come from the device itself, so that
 * whichever comes first, the other is told the same. Somebody else may bring it if the device has signed each of its changes.
 */
export async function takeFile(parts: Parts, file: ChangeFile, session: { person: string; now: number }): Promise<FileAnswer> {
  if (file.person === session.person) return takeChanges(parts, file, { places: file.changes.map(readPlace), now: session.now });
  const key = await findSigningKey(parts.database, file);
  const author = await parts.database.query.selectFrom('person').select('name').where('id', '=', file.person).executeTakeFirst();
  if (!key || !author) return { status: 'wrong_user' };
  const places = file.changes.map((change) => (isSignedWith(key, file, change) ? readPlace(change) : null));
  const answer = await takeChanges(parts, file, { places, now: session.now });
  return answer.status === 'ok' ? { ...answer, author: author.name } : answer;
}

async function takeChanges(
  parts: Parts,
  file: ChangeFile,
  { places, now }: { places: readonly (Place | null)[]; now: number },
): Promise<FileAnswer> {
  const results = places.map((place): ImportResult => [place ? 'waiting' : 'unreadable']);
  // What its clock says now, as far as the device knew how wrong it is: what was on its way has not become newer. A clock that
  // was put forward since is known by the hour of the file.
  const deviceNow = Math.max(file.exportedAt ?? 0, now - (file.clockOffset ?? 0));
  for (const replica of new Set(places.flatMap((place) => place?.replica ?? []))) {
    const own = places.flatMap((place, index) => (place?.replica === replica ? { ...place, index } : []));
    const changes = own.sort((one, next) => one.n - next.n);
    const taken = await takeFrom(
      parts,
      { replica, build: file.build ?? '', exportedAt: file.exportedAt, deviceNow, changes },
      { person: file.person, now },
    );
    if (taken.status !== 'ok') return { status: refusals[taken.status] };
    const answers = new Map(taken.pushed.results.map(([n, ...result]) => [n, result]));
    for (const [position, { index }] of changes.entries()) {
      const answer = answers.get(taken.numbers[position] ?? 0);
      if (answer) results[index] = answer;
    }
  }
  return { status: 'ok', results };
}

/** Under the name of the device, unless that is another's too and this is not the one that came first. */
async function takeFrom(parts: Parts, from: FromFile, session: { person: string; now: number }): Promise<TakenCopied> {
  const { replica, build, deviceNow, changes } = from;
  const mutations = changes.map(({ body }) => body);
  const taken = await take(parts, { replica, build, deviceNow, mutations }, { ...session, id: null });
  if (taken.status === 'fork') return takeCopied(parts, from, session);
  if (taken.status !== 'ok') return taken;
  const isWaiting = changes.some(({ n }) => n > taken.pushed.acknowledged);
  // What it builds on may have come with an earlier piece, under the copy's own name.
  if (isWaiting && (await isKnownCopy(parts.database, from))) return takeCopied(parts, from, session);
  return { ...taken, numbers: changes.map(({ n }) => n) };
}

const refusals = {
  somebody_elses: 'replica_known',
  signed_out: 'signed_out',
  fork: 'unavailable',
  unnumbered: 'bad_request',
} as const satisfies Record<Exclude<Taken['status'], 'ok'>, string>;

interface Place extends NumberedChange {
  replica: string;
}

function readPlace({ replica, sentAs, body, change }: ChangeInFile): Place | null {
  const owner = replica ?? sentAs?.[0];
  const numbered = readNumber(body === undefined ? change : parsed(body));
  return owner === undefined || numbered === null ? null : { replica: owner, ...numbered };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
