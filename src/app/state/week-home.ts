import { useSyncExternalStore } from 'react';
import { usePersonDocument } from './person.tsx';

const query = '(min-width: 1024px)';

/** Whether home is the week: of who logs for a centre, which works for several units, at a desk. Undefined until that is known. */
export function useWeekHome(): boolean | undefined {
  const person = usePersonDocument();
  const isDesk = useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
  if (!isDesk) return false;
  return person === undefined ? undefined : (person?.units.some((unit) => unit.serves?.length) ?? false);
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
