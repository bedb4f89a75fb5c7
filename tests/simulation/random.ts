/** The one source of chance in a run: the same seed gives the same run. */
export interface Random {
  /** From 0 to below 1. */
  next: () => number;
  /** A whole number from 0 to below `limit`. */
  below: (limit: number) => number;
  chance: (share: number) => boolean;
  pick: <Item>(items: readonly Item[]) => Item | undefined;
  bytes: (count: number) => Uint8Array<ArrayBuffer>;
}

export function seededRandom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  // xorshift32 with a multiplied output; zero is its one fixed point.
  if (state === 0) state = 1;
  const draw = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.imul(state, 0x2c1b3c6d) >>> 0;
  };
  for (let count = 0; count < 8; count += 1) draw();
  const below = (limit: number): number => Math.floor((draw() / 4_294_967_296) * limit);
  return {
    next: () => draw() / 4_294_967_296,
    below,
    chance: (share) => draw() / 4_294_967_296 < share,
    pick: (items) => items[below(items.length)],
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}
