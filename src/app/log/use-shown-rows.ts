import { useCallback, useState } from 'react';

/** Rows drawn at first: a phone shows eight of them, and each costs a letter of the search its time. */
const firstRows = 12;
const furtherRows = 24;
const restMilliseconds = 300;

/** How many rows are drawn: more as the end of them comes near, few again when `filters` change. */
export function useShownRows(filters: object): {
  shown: number;
  more: () => void;
  end: (place: HTMLElement | null) => (() => void) | void;
} {
  const [grown, setGrown] = useState({ filters, shown: firstRows });
  const shown = grown.filters === filters ? grown.shown : firstRows;
  const more = useCallback(
    () => setGrown((before) => ({ filters, shown: (before.filters === filters ? before.shown : firstRows) + furtherRows })),
    [filters],
  );
  const end = useCallback(
    (place: HTMLElement | null) => {
      if (!place) return;
      // Watched anew after each growth: an end that stays in sight says nothing a second time.
      const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && shown > 0 && more(), {
        rootMargin: '400px',
      });
      // Not between two letters: rows below the screen can wait until the search rests.
      const timer = window.setTimeout(() => watcher.observe(place), restMilliseconds);
      return () => {
        window.clearTimeout(timer);
        watcher.disconnect();
      };
    },
    [more, shown],
  );
  return { shown, more, end };
}
