import { useEffect, useRef } from 'react';
import type { Focus } from './review-keys.ts';

/** Marks on the page by which the focus is told: the selected row's link, and the item itself. */
export const selectedMark = { 'data-review': 'selected' } as const;
export const itemMark = { 'data-review': 'item' } as const;

export function whereFocusIs(): Focus {
  const active = document.activeElement;
  // A modal dialog makes the rest inert, whatever of it holds the focus.
  if (document.querySelector('dialog[open]')) return 'dialog';
  if (!active || active === document.body) return 'elsewhere';
  if (active.matches('[data-review]')) return 'queue';
  if (active.matches('input, textarea, select, [contenteditable]')) return 'typing';
  return active.matches('a, button, summary, [role=button]') ? 'control' : 'elsewhere';
}

/** To the selected row, or to the item where there is no list beside it. */
export function focusQueue(): void {
  const row = document.querySelector<HTMLElement>('[data-review=selected]');
  if (row) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
    return;
  }
  document.querySelector<HTMLElement>('[data-review=item]')?.focus({ preventScroll: true });
  // On a page of its own the next item is read from its beginning, wherever the last one was left.
  window.scrollTo(0, 0);
}

/**
 * The focus goes with the selection, but is never taken from a field or, at first, from the heading. `shown` is null while
 * what is selected is not in the list, or not yet: one that was taken back comes a moment after it was selected.
 */
export function useFollowingFocus(shown: string | null): void {
  const hasShown = useRef(false);
  useEffect(() => {
    if (shown === null) return;
    const isFirst = !hasShown.current;
    hasShown.current = true;
    if (!isFirst && whereFocusIs() !== 'typing') focusQueue();
  }, [shown]);
}
