/**
 * Which draft a form had open, and on which page. A form that is left in the usual way takes its mark along; a mark that
 * is still there, and no living page with it, tells that the page died under the form (pains 15 and 16).
 */
export const openPlace = 'so.open-draft';

export function markOpen(draft: string): void {
  localStorage.setItem(openPlace, draft);
  // Of this tab only: a reload finds the draft again, another tab starts a form of its own.
  sessionStorage.setItem(openPlace, JSON.stringify({ draft, path: window.location.pathname }));
  hold(draft);
}

export function unmarkOpen(): void {
  localStorage.removeItem(openPlace);
  sessionStorage.removeItem(openPlace);
  letGo();
  held = null;
}

/** The draft that was open at this address when the page was reloaded or crashed; whoever comes by a link wants a new form. */
export function draftOfThisPage(): string | null {
  const kept = sessionStorage.getItem(openPlace);
  const [arrival] = performance.getEntriesByType('navigation');
  const isNewVisit = arrival instanceof PerformanceNavigationTiming && arrival.type === 'navigate';
  if (kept === null || isNewVisit) return null;
  const mark: unknown = JSON.parse(kept);
  if (typeof mark !== 'object' || mark === null || !('draft' in mark) || !('path' in mark)) return null;
  return mark.path === window.location.pathname ? String(mark.draft) : null;
}

let held: string | null = null;
let letGo = (): void => {};

/** The browser lets go of it for a page that dies, and of nothing else: so it tells a draft in another tab from one left behind. */
function hold(draft: string): void {
  if (held === draft) return;
  letGo();
  held = draft;
  const closed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  void navigator.locks.request(lockOf(draft), { mode: 'shared' }, () => closed).catch(() => {});
}

export const lockOf = (draft: string): string => `${openPlace}:${draft}`;
