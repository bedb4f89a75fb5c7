import { useMemo } from 'react';
import { servingOf, type Served } from '../../domain/serving.ts';
import { readPlans } from '../../localdb/meta.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

/** Which entries serve the chosen task; null while none is chosen. None do until the plans were read. */
export function useServing(task: string | null): ((entry: Served) => boolean) | null {
  const { db } = useDevice();
  const isAsked = task !== null;
  const catalogue = useLiveQuery(
    async () => (isAsked ? { plans: await readPlans(db), units: await db.units.toArray() } : undefined),
    [db, isAsked],
  );
  return useMemo(() => {
    if (task === null) return null;
    return catalogue ? servingOf(task, catalogue.plans, catalogue.units) : none;
  }, [task, catalogue]);
}

const none = (): boolean => false;
