/**
 * Which draft a form had open, and on which page. A form that is left in the usual way takes its mark along; a mark that
 * is still there tells that the page died under it (pains 15 and 16).
 */
const place = 'so.open-draft';

export function markOpen(draft: string): void {
  localStorage.setItem(place, draft);
  // Of this tab only: a reload finds the draft again, another tab starts a form of its own.
  sessionStorage.setItem(place, JSON.stringify({ draft, path: window.location.pathname }));
}

export function unmarkOpen(): void {
  localStorage.removeItem(place);
  sessionStorage.removeItem(place);
}

/** Once: the next form that opens in the usual way has nothing to tell. */
export function diedWhileOpen(draft: string): boolean {
  const died = localStorage.getItem(place) === draft;
  if (died) localStorage.removeItem(place);
  return died;
}

/** The draft that was open at this address when the page was reloaded or crashed; whoever comes by a link wants a new form. */
export function draftOfThisPage(): string | null {
  const kept = sessionStorage.getItem(place);
  const [arrival] = performance.getEntriesByType('navigation');
  const isNewVisit = arrival instanceof PerformanceNavigationTiming && arrival.type === 'navigate';
  if (kept === null || isNewVisit) return null;
  const mark: unknown = JSON.parse(kept);
  if (typeof mark !== 'object' || mark === null || !('draft' in mark) || !('path' in mark)) return null;
  return mark.path === window.location.pathname ? String(mark.draft) : null;
}
