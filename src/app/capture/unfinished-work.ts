/**
 * Which photo was being decoded when the page died. A decode that kills the page would kill it again at every start;
 * after the second time the photo is sent as it is, and the server makes the picture.
 */
const place = 'so.photo-at-work';
const mostAttempts = 2;

export function beginsWork(photo: string): 'goOn' | 'leaveRaw' {
  const before = read();
  const attempts = before?.photo === photo ? before.attempts + 1 : 1;
  localStorage.setItem(place, JSON.stringify({ photo, attempts }));
  return attempts > mostAttempts ? 'leaveRaw' : 'goOn';
}

export function endsWork(): void {
  localStorage.removeItem(place);
}

function read(): { photo: string; attempts: number } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    const isRecord = typeof kept === 'object' && kept !== null && 'photo' in kept && 'attempts' in kept;
    return isRecord ? { photo: String(kept.photo), attempts: Number(kept.attempts) } : null;
  } catch {
    return null;
  }
}
