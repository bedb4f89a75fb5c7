/**
 * When the picture was taken, from the camera's own words: "2026:11:24 08:05:00", with an offset if the phone wrote one.
 * Without an offset the clock of the wall is meant, and here that is Việt Nam's.
 */
export function readExifTime(time: unknown, offset: unknown): number | null {
  if (typeof time !== 'string') return null;
  const parts = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(time);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const zone = typeof offset === 'string' && /^[+-]\d{2}:\d{2}$/.test(offset) ? offset : '+07:00';
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(instant) ? null : instant;
}
