import { create } from 'zustand';

/** What the eye sees of the review screens; the records themselves are in the device's database. */

export type OpenDialog = { type: 'return' } | { type: 'move' } | { type: 'photos'; place: number } | { type: 'keys' } | null;

export interface QueuePage {
  state: 'loading' | 'loaded' | 'offline' | 'signedOut' | 'trouble';
  /** Where the next page starts; null when there is none, or nothing was loaded yet. */
  next: string | null;
  /** Of the whole queue, as last told and less what was decided here since; null while unknown. */
  total: number | null;
  pages: number;
}

interface ReviewView {
  search: string;
  /** On a large screen, where list and item stand side by side. */
  selected: string | null;
  skipped: readonly string[];
  open: OpenDialog;
  page: QueuePage;
  lettersOn: boolean;
}

const lettersPlace = 'so.review-letters';

export const useReviewView = create<ReviewView>(() => ({
  search: '',
  selected: null,
  skipped: [],
  open: null,
  page: { state: 'loading', next: null, total: null, pages: 0 },
  lettersOn: localStorage.getItem(lettersPlace) !== 'off',
}));

export function searchQueue(search: string): void {
  useReviewView.setState({ search });
}

export function selectItem(selected: string | null): void {
  useReviewView.setState({ selected, open: null });
}

export function markSkipped(id: string): void {
  useReviewView.setState((view) => ({ skipped: [...new Set([...view.skipped, id])] }));
}

export function openDialog(open: OpenDialog): void {
  useReviewView.setState({ open });
}

export function tellPage(change: Partial<QueuePage>): void {
  useReviewView.setState((view) => ({ page: { ...view.page, ...change } }));
}

/** One fewer waits, whichever way it was decided. */
export function countDecided(): void {
  useReviewView.setState(({ page }) => ({ page: { ...page, total: page.total === null ? null : Math.max(0, page.total - 1) } }));
}

export function turnLetters(lettersOn: boolean): void {
  localStorage.setItem(lettersPlace, lettersOn ? 'on' : 'off');
  useReviewView.setState({ lettersOn });
}
