/**
 * Statements of one transaction of which none needs another's answer, sent without waiting in between and carried out in
 * this order. Unlike `Promise.all` it ends when all have ended: one that still runs after another has failed would run
 * behind the caller's rollback.
 */
export async function together<const Work extends readonly Promise<unknown>[]>(
  work: Work,
): Promise<{ -readonly [Index in keyof Work]: Awaited<Work[Index]> }> {
  const failed = (await Promise.allSettled(work)).find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return Promise.all(work) as Promise<{ -readonly [Index in keyof Work]: Awaited<Work[Index]> }>;
}
