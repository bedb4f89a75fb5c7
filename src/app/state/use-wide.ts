import { useSyncExternalStore } from 'react';

const query = '(min-width: 1024px)';

/** Room for two things side by side: a list and its item, a week and what waits beside it. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
