import type { LeftBecause, NotKeptBecause, Shared } from './shared-photos.ts';

/** Named in the manifest: where the phone sends pictures, and under which name. */
export const sharedPath = '/share';
export const sharedField = 'photos';

/** Where the phone goes after pictures were shared: to their draft, or to a sentence that says why there is none. */
export function addressOfShared(shared: Shared): string {
  if (shared.status === 'notKept') return `${sharedPath}?${new URLSearchParams({ why: shared.why })}`;
  const { draft, count, left } = shared;
  const facts = new URLSearchParams({ shared: String(count), ...(left && { left: String(left.count), why: left.why }) });
  return `/draft/${draft}?${facts}`;
}

/** What an address of a draft says of how its pictures came; null for one that says nothing. */
export function readSharedAddress(search: URLSearchParams): { count: number; left: { count: number; why: LeftBecause } | null } | null {
  const count = readCount(search.get('shared'));
  if (count === null) return null;
  const left = readCount(search.get('left'));
  const why = leftBecause.find((each) => each === search.get('why'));
  return { count, left: left !== null && why ? { count: left, why } : null };
}

export function readNotKept(search: URLSearchParams): NotKeptBecause {
  return notKeptBecause.find((each) => each === search.get('why')) ?? 'notKept';
}

const leftBecause: readonly LeftBecause[] = ['most', 'noRoom', 'notKept', 'unreadable'];
const notKeptBecause: readonly NotKeptBecause[] = [
  'noRoom',
  'notKept',
  'unreadable',
  'nothing',
  'signedOut',
  'noUnit',
  'olderBuild',
  'noWorker',
];

function readCount(text: string | null): number | null {
  return text !== null && /^\d{1,4}$/.test(text) ? Number(text) : null;
}
