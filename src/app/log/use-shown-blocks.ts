import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState, type RefObject } from 'react';
import { BlockHeights, nextStretch, type DayBlock, type KnownHeights, type Stretch } from './day-blocks.ts';
import type { KeptPlace, Place } from './kept-place.ts';

/** A block that is drawn, or the room of those that are not. */
export type Part<Row> = { block: DayBlock<Row>; place: number } | { key: string; height: number };

/** What was in sight when it was last looked for, in pixels below the list's top. */
interface Sight {
  top: number;
  height: number;
}

/** Drawn beyond the screen's edges, so that neither a finger nor the Tab key comes to an end of the list that is none. */
const beyondPixels = 500;

/**
 * Which blocks of a list are drawn: those near the screen, and those around the focus, wherever it is. Room that the others
 * take is kept; where it was guessed wrong, the browser holds what is seen in its place (`overflow-anchor`).
 */
export function useShownBlocks<Row extends object>(
  blocks: readonly DayBlock<Row>[],
  { idOf, place }: { idOf: (row: Row) => string; place: KeptPlace | undefined },
): { list: RefObject<HTMLDivElement | null>; parts: Part<Row>[] } {
  const list = useRef<HTMLDivElement>(null);
  const [known] = useState<KnownHeights>(() => ({ ofBlock: new WeakMap(), ofRow: null }));
  const [sight] = useState<Sight>(() => ({ top: 0, height: window.innerHeight / 2 }));
  const heights = useMemo(() => new BlockHeights(blocks, known), [blocks, known]);
  // Another list, letter by letter of a search: first only what is in sight of it, as after a leap.
  const atFirst = useMemo(() => heights.between(sight.top, sight.top + sight.height), [heights, sight]);
  const [moved, setMoved] = useState<{ place: KeptPlace | undefined; near: Stretch } | null>(null);
  const near = moved?.place === place ? (moved?.near ?? atFirst) : atFirst;
  const drawn = useRef(near);
  const [focused, setFocused] = useState<string | null>(null);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const returning = useRef<Place | null>(place?.read() ?? null);

  const look = useCallback(
    (mayGrow: boolean): void => {
      if (!list.current) return;
      if (heights.learn(drawnIn(list.current))) drawAgain();
      if (returning.current && goBackTo(returning.current, { list: list.current, blocks, heights, idOf })) returning.current = null;
      const top = -list.current.getBoundingClientRect().top;
      const seen = heights.between(top, top + window.innerHeight);
      Object.assign(sight, { top, height: window.innerHeight });
      const wanted = heights.between(top - beyondPixels, top + window.innerHeight + beyondPixels);
      const { first, end } = drawn.current;
      if (first <= seen.first && end >= seen.end && !mayGrow) return;
      const next = nextStretch(drawn.current, seen, wanted);
      if (next.first !== first || next.end !== end) setMoved({ place, near: next });
    },
    [blocks, heights, sight, place, idOf],
  );

  useLayoutEffect(() => {
    drawn.current = near;
    look(false);
    // Not in the frame that these rows come with: who sees them waits for no more than them.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => look(true));
    });
    return () => cancelAnimationFrame(frame);
  });

  useEffect(() => {
    const onScroll = (): void => {
      look(true);
      if (!returning.current && list.current) place?.keep(firstRowInSight(list.current));
    };
    const onResize = (): void => {
      heights.forget();
      look(true);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('resize', onResize);
    return () => {
      window.removeEventListener('scroll', onScroll);
      window.removeEventListener('resize', onResize);
    };
  }, [look, heights, place]);

  const latestPlace = useRef(place);
  useLayoutEffect(() => {
    latestPlace.current = place;
  }, [place]);

  const isKept = place !== undefined;
  useLayoutEffect(() => {
    const element = list.current;
    if (!isKept || !element) return;
    // The browser's own way back comes at its own time, and knows nothing of rows that are still being read.
    window.history.scrollRestoration = 'manual';
    return () => {
      // While the rows still stand: the last scrolling may not have been told yet.
      if (!returning.current) latestPlace.current?.keep(firstRowInSight(element));
    };
  }, [isKept]);

  useEffect(
    () => () => {
      // On to the next screen, which is another entry of the history.
      window.history.scrollRestoration = 'auto';
    },
    [],
  );

  useEffect(() => {
    const stay = (): void => {
      returning.current = null;
    };
    for (const hand of hands) window.addEventListener(hand, stay, { passive: true });
    return () => {
      for (const hand of hands) window.removeEventListener(hand, stay);
    };
  }, []);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const onFocus = (event: FocusEvent): void => setFocused(blockOf(event.target));
    const onBlur = ({ relatedTarget }: FocusEvent): void => {
      // On its way to another row, which must still be there when it arrives.
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) setFocused(null);
    };
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onBlur);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onBlur);
    };
  }, []);

  return { list, parts: partsOf(blocks, heights, [near, ...aroundFocus(blocks, focused)]) };
}

/** Whoever has put a hand on the list is not taken from where they are any more. */
const hands = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** With its neighbours: the Tab key goes on from where the focus is, however far it was scrolled away. */
function aroundFocus(blocks: readonly DayBlock<object>[], focused: string | null): Stretch[] {
  const place = focused === null ? -1 : blocks.findIndex((block) => block.key === focused);
  return place < 0 ? [] : [{ first: Math.max(0, place - 1), end: Math.min(blocks.length, place + 2) }];
}

function partsOf<Row extends object>(blocks: readonly DayBlock<Row>[], heights: BlockHeights, stretches: readonly Stretch[]): Part<Row>[] {
  const parts: Part<Row>[] = [];
  let done = 0;
  const leaveRoom = (end: number): void => {
    const key = done === 0 ? 'room above' : end === blocks.length ? 'room below' : 'room between';
    if (end > done) parts.push({ key, height: heights.of({ first: done, end }) });
  };
  for (const { first, end } of [...stretches].sort((one, other) => one.first - other.first)) {
    leaveRoom(Math.min(first, blocks.length));
    for (let place = Math.max(first, done); place < end; place += 1) {
      const block = blocks[place];
      if (block) parts.push({ block, place });
    }
    done = Math.max(done, Math.min(end, blocks.length));
  }
  leaveRoom(blocks.length);
  return parts;
}

function drawnIn(list: HTMLElement): [place: number, height: number][] {
  const sections = list.querySelectorAll<HTMLElement>(':scope > [data-block]');
  return [...sections].map((section) => [Number(section.dataset['place']), section.getBoundingClientRect().height]);
}

function blockOf(target: EventTarget | null): string | null {
  const section = target instanceof Element ? target.closest<HTMLElement>('[data-block]') : null;
  return section?.dataset['block'] ?? null;
}

function firstRowInSight(list: HTMLElement): Place | null {
  if (list.getBoundingClientRect().top >= 0) return null;
  for (const row of list.querySelectorAll<HTMLElement>('[data-row]')) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > 0) return { row: row.dataset['row'] ?? '', top };
  }
  return null;
}

/** True once the row stands where it stood. Its block is drawn first, where it is thought to be. */
function goBackTo<Row extends object>(
  place: Place,
  {
    list,
    blocks,
    heights,
    idOf,
  }: { list: HTMLElement; blocks: readonly DayBlock<Row>[]; heights: BlockHeights; idOf: (row: Row) => string },
): boolean {
  const row = list.querySelector(`[data-row="${CSS.escape(place.row)}"]`);
  if (row) {
    window.scrollBy(0, row.getBoundingClientRect().top - place.top);
    return true;
  }
  const end = blocks.findIndex((block) => block.rows.some((each) => idOf(each) === place.row));
  if (end >= 0) window.scrollBy(0, list.getBoundingClientRect().top + heights.of({ first: 0, end }));
  return false;
}
