/** Which photo goes next, and beside which. Pure: who sends asks, this decides. */

/** A photo or an attachment that waits, or is on its way. */
export interface Waiting {
  id: string;
  /** Of the whole body: that much of it is in memory while it goes. */
  size: number;
  left: number;
}

/** Beside each other where the link allows it; a third would only make both of them later. */
const sideBySide = 2;
/** Two ordinary photos come to 700 kB. What is larger goes alone: the phones have 2 GB, and a raw file may be 12 MB. */
const mostTogether = 4_000_000;

/** The one with the least left; null when nothing waits, or when it must wait for those that are on their way. */
export function nextToGo<Photo extends Waiting>(
  waiting: readonly Photo[],
  going: readonly Waiting[],
  link: { isSlow: boolean },
): Photo | null {
  if (going.length >= (link.isSlow ? 1 : sideBySide)) return null;
  const [next] = [...waiting].sort((one, other) => one.left - other.left);
  if (!next) return null;
  const together = going.reduce((sum, each) => sum + each.size, next.size);
  return going.length === 0 || together <= mostTogether ? next : null;
}
