const place = 'so.install-later';
const rest = 14 * 86_400_000;

/** When somebody last said "later"; 0 is never. */
export function readPutOff(): number {
  return Number(localStorage.getItem(place)) || 0;
}

export function putOff(now: number): void {
  localStorage.setItem(place, String(now));
}

/** A clock that was once far ahead must not keep it away for ever. */
export function isPutOff(since: number, now: number): boolean {
  return since <= now && now - since < rest;
}
