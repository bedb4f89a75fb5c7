import { useCallback, useEffect, useState } from 'react';
import { fetchHeld, type HeldChange } from '../../sync/held.ts';

export interface HeldList {
  changes: HeldChange[];
  next: string | null;
  total: number;
  state: 'loading' | 'loaded' | 'offline' | 'signedOut' | 'trouble';
}

const nothing: HeldList = { changes: [], next: null, total: 0, state: 'loading' };

/** The list page by page from the server: no device copies it. */
export function useHeld(whose: 'units' | 'own', state: 'open' | 'all'): { list: HeldList; loadMore: () => void } {
  const asked = `${whose} ${state}`;
  const [loaded, setLoaded] = useState({ asked, list: nothing });
  const list = loaded.asked === asked ? loaded.list : nothing;

  const load = useCallback(
    async (before: HeldList): Promise<HeldList> => {
      const answer = await fetchHeld({ whose, state, ...(before.next !== null && { after: before.next }) });
      return answer.status === 'loaded'
        ? { changes: [...before.changes, ...answer.changes], next: answer.next, total: answer.total, state: 'loaded' }
        : { ...before, state: answer.status };
    },
    [whose, state],
  );

  useEffect(() => {
    let isWanted = true;
    void load(nothing).then((first) => isWanted && setLoaded({ asked, list: first }));
    return () => {
      isWanted = false;
    };
  }, [load, asked]);

  const loadMore = (): void => {
    setLoaded({ asked, list: { ...list, state: 'loading' } });
    // Another list may be asked for meanwhile.
    void load(list).then((next) => setLoaded((now) => (now.asked === asked ? { asked, list: next } : now)));
  };
  return { list, loadMore };
}
