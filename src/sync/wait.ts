/** No server of ours asks for more; a proxy that does must not keep a phone silent for days. */
const longestAsked = 3_600_000;

/**
 * How long to wait after the n-th failure in a row, milliseconds: full jitter, 2 s to 15 min, so that a commune's phones
 * do not come back all at once; never earlier than the server asked for.
 */
export function waitBefore(failure: { failures: number; retryAfter: number | null; random: number }): number {
  const ceiling = Math.min(15 * 60_000, 2_000 * 2 ** (failure.failures - 1));
  const jittered = 500 + failure.random * (ceiling - 500);
  return Math.round(Math.max(jittered, waitAskedFor(failure.retryAfter)));
}

/** Milliseconds of a `Retry-After` in seconds. */
export function waitAskedFor(retryAfter: number | null): number {
  return Math.min(longestAsked, (retryAfter ?? 0) * 1000);
}
