/** Which item comes into sight after this one: the next that was not skipped, or the first such from the top. */
export function nextItem(ids: readonly string[], current: string, skipped: ReadonlySet<string>): string | null {
  const place = ids.indexOf(current);
  const after = [...ids.slice(place + 1), ...ids.slice(0, Math.max(0, place))];
  return after.find((id) => !skipped.has(id)) ?? after[0] ?? null;
}

/** The neighbour in the list; stays at either end. */
export function neighbour(ids: readonly string[], current: string | null, step: 1 | -1): string | null {
  if (current === null) return ids[0] ?? null;
  const place = ids.indexOf(current);
  return ids[Math.min(ids.length - 1, Math.max(0, place + step))] ?? null;
}
