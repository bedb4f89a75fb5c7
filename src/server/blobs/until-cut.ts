/** Chunks as they come; a connection that breaks off ends them and is told by `wasCut`, so that only real faults are thrown. */
export function untilCut(chunks: AsyncIterable<Uint8Array>): { chunks: AsyncIterable<Uint8Array>; wasCut: () => boolean } {
  let cut = false;
  async function* reading() {
    try {
      yield* chunks;
    } catch {
      cut = true;
    }
  }
  return { chunks: reading(), wasCut: () => cut };
}
