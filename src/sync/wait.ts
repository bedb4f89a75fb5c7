/**
 * How long to wait after the n-th failure in a row, milliseconds: full jitter, 2 s to 15 min, so that a commune's phones
 * do not come back all at once; never earlier than the server asked for.
 */
export function waitBefore(failure: { failures: number; retryAfter: number | null; random: number }): number {
  const ceiling = Math.min(15 * 60_000, 2_000 * 2 ** (failure.failures - 1));
  const jittered = 500 + failure.random * (ceiling - 500);
  return Math.round(Math.max(jittered, (failure.retryAfter ?? 0) * 1000));
}
