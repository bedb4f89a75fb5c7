import type { ChangeFile, ChangeInFile, ImportResult } from '../../protocol/change-file.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database } from '../db/database.ts';
import { readNumber } from './numbered-change.ts';
import { take, type Taken } from './take.ts';

export type FileAnswer =
  | { status: 'ok'; results: ImportResult[] }
  | { status: 'wrong_user' | 'replica_known' | 'signed_out' | 'fork' | 'bad_request' };

/**
 * What a device wrote into a file because it could not send it: taken as if it had come from the device itself, so that
 * whichever comes first, the other is told the same.
 */
export async function takeFile(
  parts: { database: Database; catalogue: Catalogue; onFault: (error: unknown) => void },
  file: ChangeFile,
  session: { person: string; now: number },
): Promise<FileAnswer> {
  if (file.person !== session.person) return { status: 'wrong_user' };
  const places = file.changes.map(readPlace);
  const results = places.map((place): ImportResult => [place ? 'waiting' : 'unreadable']);
  for (const replica of new Set(places.flatMap((place) => place?.replica ?? []))) {
    const own = places.filter((place) => place?.replica === replica).filter((place) => place !== null);
    const mutations = own.sort((one, next) => one.n - next.n).map(({ body }) => body);
    // Its clock is known as of the hour when the file was made, and what was on its way since has not become newer.
    const deviceNow = Math.max(file.exportedAt ?? 0, session.now);
    const taken = await take(parts, { replica, build: file.build ?? '', mutations, deviceNow }, { ...session, id: null });
    if (taken.status !== 'ok') return { status: refusals[taken.status] };
    const answers = new Map(taken.pushed.results.map(([n, ...result]) => [n, result]));
    for (const [index, place] of places.entries()) {
      const answer = place?.replica === replica ? answers.get(place.n) : undefined;
      if (answer) results[index] = answer;
    }
  }
  return { status: 'ok', results };
}

const refusals = {
  somebody_elses: 'replica_known',
  signed_out: 'signed_out',
  fork: 'fork',
  unnumbered: 'bad_request',
} as const satisfies Record<Exclude<Taken['status'], 'ok'>, string>;

interface Place {
  replica: string;
  n: number;
  body: object;
}

function readPlace({ replica, sentAs, body, change }: ChangeInFile): Place | null {
  const owner = replica ?? sentAs?.[0];
  const numbered = readNumber(body === undefined ? change : parsed(body));
  return owner === undefined || numbered === null ? null : { replica: owner, n: numbered.n, body: numbered.body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
