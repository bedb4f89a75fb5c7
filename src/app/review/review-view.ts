import { create } from 'zustand';
import type { Verdict } from '../../domain/entry.ts';
import type { ReviewRow } from '../../localdb/rows.ts';

/** What the eye sees of the review screens; the records themselves are in the device's database. */

export type OpenDialog =
  | { type: 'return' }
  | { type: 'move' }
  | { type: 'photos'; place: number }
  | { type: 'keys' }
  | { type: 'approveChosen' }
  | null;

export interface QueuePage {
  state: 'loading' | 'loaded' | 'offline' | 'signedOut' | 'trouble';
  /** Where the next page starts; null when there is none, or nothing was loaded yet. */
  next: string | null;
  /** Of the whole queue, as last told and less what was decided here since; null while unknown. */
  total: number | null;
  pages: number;
}

/** One decision, of an item or of several approved together: the rows as they stood in the queue. */
export interface Act {
  verdict: Verdict;
  rows: readonly ReviewRow[];
  title: string;
}

interface ReviewView {
  search: string;
  /** On a large screen, where list and item stand side by side. */
  selected: string | null;
  skipped: readonly string[];
  open: OpenDialog;
  /** To be approved together: each with the revision that stood in the list when it was chosen. */
  chosen: ReadonlyMap<string, number>;
  page: QueuePage;
  lettersOn: boolean;
  /** What may be taken back one after the other, newest last. */
  acts: readonly Act[];
}

const lettersPlace = 'so.review-letters';

export const useReviewView = create<ReviewView>(() => ({
  search: '',
  selected: null,
  skipped: [],
  open: null,
  chosen: new Map(),
  page: { state: 'loading', next: null, total: null, pages: 0 },
  lettersOn: localStorage.getItem(lettersPlace) !== 'off',
  acts: [],
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

export function chooseItems(items: Iterable<readonly [id: string, revision: number]>): void {
  useReviewView.setState({ chosen: new Map(items) });
}

/** Chosen, or not any more. */
export function toggleItem(id: string, revision: number): void {
  const { chosen } = useReviewView.getState();
  chooseItems(chosen.has(id) ? [...chosen].filter(([each]) => each !== id) : [...chosen, [id, revision]]);
}

export function openDialog(open: OpenDialog): void {
  useReviewView.setState({ open });
}

export function tellPage(change: Partial<QueuePage>): void {
  useReviewView.setState((view) => ({ page: { ...view.page, ...change } }));
}

const mostActs = 20;

export function rememberAct(act: Act): void {
  useReviewView.setState(({ acts }) => ({ acts: [...acts, act].slice(-mostActs) }));
}

export function forgetAct(act: Act): void {
  useReviewView.setState(({ acts }) => ({ acts: acts.filter((each) => each !== act) }));
}

/** So many fewer wait, whichever way it was decided. */
export function countDecided(count: number): void {
  useReviewView.setState(({ page }) => ({ page: { ...page, total: page.total === null ? null : Math.max(0, page.total - count) } }));
}

export function turnLetters(lettersOn: boolean): void {
  localStorage.setItem(lettersPlace, lettersOn ? 'on' : 'off');
  useReviewView.setState({ lettersOn });
}
