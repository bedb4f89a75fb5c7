/** Whether a write failed since the disk, or the browser's share of it, is full. Dexie wraps the browser's error, sometimes twice. */
export function isFullDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Chromium on a disk without a byte: "UnknownError: Internal error"; the same on a failing one, where nothing more can be said.
  if (error.name === 'QuotaExceededError' || error.name === 'UnknownError') return true;
  return 'inner' in error && error.inner !== error && isFullDisk(error.inner);
}
