import type { Day } from '../../domain/text.ts';

/** A few rows of one day that are drawn, or left out, together. */
export interface DayBlock<Row> {
  key: string;
  day: Day;
  rows: readonly Row[];
  /** How many rows of its day stand before it; 0 is where the day's heading is. */
  before: number;
  ofDay: number;
}

/** Rows that come sorted by day, in blocks small enough to be drawn between two frames. */
export function blocksOf<Row extends object>(rows: readonly Row[], dayOf: (row: Row) => Day): DayBlock<Row>[] {
  const blocks: DayBlock<Row>[] = [];
  let first = 0;
  while (first < rows.length) {
    const day = dayOf(rows[first] as Row);
    let end = first + 1;
    while (end < rows.length && dayOf(rows[end] as Row) === day) end += 1;
    for (let at = first; at < end; at += blockRows) {
      const own = rows.slice(at, Math.min(at + blockRows, end));
      blocks.push({ key: `${day}/${at - first}`, day, rows: own, before: at - first, ofDay: end - first });
    }
    first = end;
  }
  return blocks;
}

const blockRows = 3;

/** Blocks from `first` up to, and without, `end`. */
export interface Stretch {
  first: number;
  end: number;
}

/**
 * What to draw next of what is wanted: at once what is in sight, the rest block by block, so that no frame has to wait for
 * rows that nobody sees yet.
 */
export function nextStretch(drawn: Stretch, seen: Stretch, wanted: Stretch): Stretch {
  const kept = { first: Math.max(drawn.first, wanted.first), end: Math.min(drawn.end, wanted.end) };
  if (kept.first >= kept.end) return seen;
  return {
    first: Math.min(seen.first, Math.max(wanted.first, kept.first - 1)),
    end: Math.max(seen.end, Math.min(wanted.end, kept.end + 1)),
  };
}

/** What was measured of blocks so far, for as long as a list is on the screen. */
export interface KnownHeights {
  /** By its first row, which is the same one for as long as it says the same. */
  ofBlock: WeakMap<object, { rows: number; height: number }>;
  /** Null until enough of them are drawn. It is learned once: if it went on changing, all above the screen would move. */
  ofRow: number | null;
}

/** How high each block is: as measured, or by its rows. */
export class BlockHeights {
  readonly #blocks: readonly DayBlock<object>[];
  readonly #known: KnownHeights;
  readonly #heights: Float64Array;

  constructor(blocks: readonly DayBlock<object>[], known: KnownHeights) {
    this.#blocks = blocks;
    this.#known = known;
    this.#heights = new Float64Array(blocks.length);
    this.#fill();
  }

  /** True if the others are known better than before. */
  learn(drawn: readonly (readonly [place: number, height: number])[]): boolean {
    let [sum, rows] = [0, 0];
    for (const [place, height] of drawn) {
      const block = this.#blocks[place];
      if (!block) continue;
      const [begin] = block.rows;
      if (begin) this.#known.ofBlock.set(begin, { rows: block.rows.length, height });
      this.#heights[place] = height;
      sum += height;
      rows += block.rows.length;
    }
    if (this.#known.ofRow !== null || rows < enoughRows) return false;
    this.#known.ofRow = sum / rows;
    this.#fill();
    return true;
  }

  /** Another width, or another size of letters. */
  forget(): void {
    this.#known.ofBlock = new WeakMap();
    this.#known.ofRow = null;
  }

  of({ first, end }: Stretch): number {
    let sum = 0;
    for (let place = first; place < end; place += 1) sum += this.#heightAt(place);
    return sum;
  }

  /** The blocks that have anything between two heights below the first one's top; at least one, where there is any. */
  between(top: number, bottom: number): Stretch {
    const last = this.#heights.length - 1;
    let [first, height] = [0, 0];
    while (first < last && height + this.#heightAt(first) <= top) height += this.#heightAt(first++);
    let end = first;
    while (end <= last && (end === first || height < bottom)) height += this.#heightAt(end++);
    return { first, end };
  }

  #heightAt(place: number): number {
    return this.#heights[place] ?? 0;
  }

  #fill(): void {
    const ofRow = this.#known.ofRow ?? guessOfRow;
    for (const [place, { rows }] of this.#blocks.entries()) {
      const known = rows[0] && this.#known.ofBlock.get(rows[0]);
      this.#heights[place] = known?.rows === rows.length ? known.height : rows.length * ofRow;
    }
  }
}

const guessOfRow = 120;
const enoughRows = 3;
