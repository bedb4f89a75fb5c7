/** Forms register how to write what is being typed; the shell calls it before this page lets go of its database. */
const writers = new Set<() => Promise<void>>();

export function registerFlush(write: () => Promise<void>): () => void {
  writers.add(write);
  return () => writers.delete(write);
}

export async function flushAll(): Promise<void> {
  await Promise.allSettled([...writers].map((write) => write()));
}
