/**
 * Browsers close databases in the middle of work and break off what is under way (sync card, trap 12); whatever comes
 * next opens the database again. For work that leaves nothing behind when it fails.
 */
export async function onceMore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    return work();
  }
}
