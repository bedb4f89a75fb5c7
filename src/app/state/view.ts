import { useEffect } from 'react';
import { create } from 'zustand';
import type { ChipState } from '../ui/chip.tsx';

/** What the eye sees and nothing more: records are in the device's database only. */

export interface Toast {
  text: string;
  action: { label: string; run: () => void } | null;
  seconds: number;
}

export type Theme = 'auto' | 'light' | 'dark' | 'sun';
export type TextSize = 'normal' | 'large' | 'larger';

export interface LogFilters {
  /** `yyyy-mm`; null is the month of today. */
  month: string | null;
  /** A reporting quarter, `2026-4`, in place of a month. */
  period: string | null;
  search: string;
  kind: string | null;
  topic: string | null;
  task: string | null;
  status: ChipState | null;
}

/** Everything of the month. */
const unfiltered = { period: null, search: '', kind: null, topic: null, task: null, status: null };

interface View {
  toast: Toast | null;
  theme: Theme;
  textSize: TextSize;
  log: LogFilters;
  /** How many wait for this person's decision, as the review screen last knew; null until it was asked. */
  toReview: number | null;
  /** A form holds what is not on disk yet: an update waits. */
  unsaved: boolean;
  /** Words that are kept nowhere but in this page: nothing may load it anew. */
  onlyHere: boolean;
}

const place = { theme: 'so.theme', textSize: 'so.text-size' };
export const displayPlaces: readonly string[] = Object.values(place);

export const useView = create<View>(() => ({
  toast: null,
  theme: oneOf(['auto', 'light', 'dark', 'sun'], localStorage.getItem(place.theme)),
  textSize: oneOf(['normal', 'large', 'larger'], localStorage.getItem(place.textSize)),
  log: { month: null, ...unfiltered },
  toReview: null,
  unsaved: false,
  onlyHere: false,
}));

/** A toast that offers an action stays at least ten seconds. */
export function showToast(toast: { text: string; action?: { label: string; run: () => void }; seconds?: number }): void {
  const least = toast.action ? 10 : 5;
  useView.setState({ toast: { text: toast.text, action: toast.action ?? null, seconds: Math.max(least, toast.seconds ?? least) } });
}

export function hideToast(toast: Toast): void {
  useView.setState((view) => (view.toast === toast ? { toast: null } : {}));
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(place.theme, theme);
  useView.setState({ theme });
}

export function chooseTextSize(textSize: TextSize): void {
  localStorage.setItem(place.textSize, textSize);
  useView.setState({ textSize });
}

/** One tap in the header: into the sun and back to what was before. */
let themeBeforeSun: Theme = 'auto';
export function toggleSun(): void {
  const { theme } = useView.getState();
  if (theme !== 'sun') themeBeforeSun = theme;
  chooseTheme(theme === 'sun' ? themeBeforeSun : 'sun');
}

export function filterLog(change: Partial<LogFilters>): void {
  useView.setState((view) => ({ log: { ...view.log, ...change } }));
}

export function unfilterLog(): void {
  filterLog(unfiltered);
}

export function markUnsaved(unsaved: boolean): void {
  useView.setState({ unsaved });
}

export function markOnlyHere(onlyHere: boolean): void {
  useView.setState({ onlyHere });
}

/** For a form that keeps no draft: what to call when something is typed. The mark goes with the form. */
export function useOnlyHere(): () => void {
  useEffect(() => () => markOnlyHere(false), []);
  return begun;
}

function begun(): void {
  markOnlyHere(true);
}

export function isBeingWritten(view: Pick<View, 'unsaved' | 'onlyHere'> = useView.getState()): boolean {
  return view.unsaved || view.onlyHere;
}

function oneOf<T extends string>(offered: [T, ...T[]], chosen: string | null): T {
  return offered.find((each) => each === chosen) ?? offered[0];
}
