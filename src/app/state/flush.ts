/**
 * Forms register how to write what is being typed; the shell calls it before this page lets go of its database. Each tells
 * whether it is on disk.
 */
const writers = new Set<() => Promise<boolean>>();

export function registerFlush(write: () => Promise<boolean>): () => void {
  writers.add(write);
  return () => writers.delete(write);
}

/** Whether everything is on disk. */
export async function flushAll(): Promise<boolean> {
  const written = await Promise.allSettled([...writers].map((write) => write()));
  return written.every((each) => each.status === 'fulfilled' && each.value);
}
