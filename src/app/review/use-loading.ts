import { useCallback, useEffect } from 'react';
import type { LocalDatabase } from '../../localdb/database.ts';
import { countDecidedHere } from '../../localdb/review.ts';
import { loadReviewPage } from '../../sync/review.ts';
import { useDevice } from '../state/device.tsx';
import { tellPage, useReviewView } from './review-view.ts';

/** What others decide or mend comes into sight within this time. */
const refreshedEvery = 60_000;

/**
 * Loads the queue's first page when the screen opens, when the network is back, and from time to time; further pages
 * are asked for. `again` changes when something happened that makes the list old.
 */
export function useLoading(again: string): { reload: () => void; loadMore: () => void } {
  const { db, now } = useDevice();
  const reload = useCallback(() => void load(db, null, now()), [db, now]);
  const loadMore = useCallback(() => void load(db, useReviewView.getState().page.next, now()), [db, now]);

  useEffect(() => reload(), [reload]);
  useEffect(() => {
    if (again !== '') reload();
  }, [reload, again]);

  useEffect(() => {
    const refresh = (): void => {
      // Reading the first page anew forgets the later ones: whoever has asked for those is not disturbed.
      if (document.visibilityState === 'visible' && useReviewView.getState().page.pages <= 1) reload();
    };
    const timer = window.setInterval(refresh, refreshedEvery);
    window.addEventListener('online', refresh);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', refresh);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [reload]);

  return { reload, loadMore };
}

async function load(db: LocalDatabase, after: string | null, now: number): Promise<void> {
  const { pages } = useReviewView.getState().page;
  const result = await loadReviewPage(db, { after, now });
  if (result.status !== 'loaded') {
    tellPage({ state: result.status });
    return;
  }
  const decidedHere = await countDecidedHere(db);
  tellPage({
    state: 'loaded',
    next: result.next,
    total: Math.max(0, result.total - decidedHere),
    pages: after === null ? 1 : pages + 1,
  });
}
