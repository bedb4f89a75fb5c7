import { mirrorPrefix, type MirrorFiles } from './mirror-files.ts';
import type { OutboxRow } from './rows.ts';
import { sha256 } from './sha256.ts';

/** What the server had not acknowledged of one database, as it was at one moment. */
export interface MirrorText {
  person: string;
  replica: string;
  /** In the order of their numbers, with the strings as they were frozen. */
  changes: OutboxRow[];
}

/**
 * Each database's text is kept in two places in turn, the older one being written over, and each place begins with a hash
 * of what follows: a phone that dies in the middle of writing leaves the other one whole. Swapping two files would ask for
 * a renaming that is sure to survive a power failure, and no browser promises that.
 */
export async function writeMirror(files: MirrorFiles, text: MirrorText): Promise<void> {
  const body = JSON.stringify(text);
  const hash = await hashOf(body);
  const newest = await readNewest(files, text);
  if (newest?.hash === hash) return;
  const place = newest?.place === 'a' ? 'b' : 'a';
  await files.write(nameOf(text, place), `${JSON.stringify({ turn: (newest?.turn ?? 0) + 1, hash })}\n${body}`);
}

/** Null when there is none, or none that is whole. */
export async function readMirror(files: MirrorFiles, of: { person: string; replica: string }): Promise<MirrorText | null> {
  const newest = await readNewest(files, of);
  // Written by this app alone, and whole by its hash.
  return newest && (JSON.parse(newest.body) as MirrorText);
}

/** Whose changes are kept for this person. */
export async function mirroredReplicas(files: MirrorFiles, person: string): Promise<string[]> {
  const beginning = beginningOf(person);
  const names = (await files.names()).filter((name) => name.startsWith(beginning));
  return [...new Set(names.map((name) => name.slice(beginning.length)).flatMap((rest) => /^([\w-]{22})\.[ab]/.exec(rest)?.[1] ?? []))];
}

/** The newest last: what is left when this is cut off is never older than what there was. */
export async function removeMirror(files: MirrorFiles, of: { person: string; replica: string }): Promise<void> {
  // Also what a browser that died in the middle of writing left beside them.
  const names = (await files.names()).filter((name) => name.startsWith(`${beginningOf(of.person)}${of.replica}.`));
  if (names.length === 0) return;
  const newest = await readNewest(files, of);
  const last = newest && nameOf(of, newest.place);
  for (const name of [...names.filter((each) => each !== last), ...names.filter((each) => each === last)]) await files.remove(name);
}

interface Written {
  place: 'a' | 'b';
  turn: number;
  hash: string;
  body: string;
}

async function readNewest(files: MirrorFiles, of: { person: string; replica: string }): Promise<Written | null> {
  const written = await Promise.all((['a', 'b'] as const).map(async (place) => readWritten(place, await files.read(nameOf(of, place)))));
  return written.reduce((one, other) => (other && other.turn > (one?.turn ?? 0) ? other : one), null);
}

async function readWritten(place: Written['place'], text: string | null): Promise<Written | null> {
  const end = text?.indexOf('\n') ?? -1;
  if (text === null || end < 0) return null;
  const head = readHead(text.slice(0, end));
  const body = text.slice(end + 1);
  return head && head.hash === (await hashOf(body)) ? { place, ...head, body } : null;
}

function readHead(line: string): { turn: number; hash: string } | null {
  try {
    const head: unknown = JSON.parse(line);
    if (typeof head !== 'object' || head === null || !('turn' in head) || !('hash' in head)) return null;
    return typeof head.turn === 'number' && typeof head.hash === 'string' ? { turn: head.turn, hash: head.hash } : null;
  } catch {
    return null;
  }
}

async function hashOf(body: string): Promise<string> {
  return sha256(new TextEncoder().encode(body));
}

function beginningOf(person: string): string {
  return `${mirrorPrefix}${person}.`;
}

function nameOf({ person, replica }: { person: string; replica: string }, place: Written['place']): string {
  return `${beginningOf(person)}${replica}.${place}`;
}
