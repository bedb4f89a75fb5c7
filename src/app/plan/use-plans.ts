import { useCallback, useEffect, useState } from 'react';
import { reportingYearOf } from '../../domain/period.ts';
import type { StoredPlan } from '../../domain/plan.ts';
import type { TaskProgress } from '../../domain/progress.ts';
import { dayOf } from '../../domain/text.ts';
import { readPlans } from '../../localdb/meta.ts';
import type { UnitRow } from '../../localdb/rows.ts';
import { fetchPlans, fetchProgress } from '../../sync/plan.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

export type Failure = 'offline' | 'signedOut' | 'trouble';

/** Plans as the server has them, drafts too; without it those that the device has. */
export function usePlans(): {
  plans: StoredPlan[] | undefined;
  failure: Failure | null;
  reload: () => void;
  put: (stored: StoredPlan) => void;
} {
  const { db } = useDevice();
  const [loaded, setLoaded] = useState<StoredPlan[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const kept = useLiveQuery(
    async () => (await readPlans(db)).map((plan): StoredPlan => ({ plan, status: 'published', revision: 0 })),
    [db],
  );

  const reload = useCallback(() => {
    const load = async (): Promise<void> => {
      const answer = await fetchPlans();
      if (answer.status === 'loaded') setLoaded(answer.plans);
      setFailure(answer.status === 'loaded' ? null : answer.status);
    };
    void load();
  }, []);
  useEffect(reload, [reload]);

  const put = useCallback((stored: StoredPlan) => {
    setLoaded((before) => {
      const others = (before ?? []).filter(({ plan }) => plan.id !== stored.plan.id);
      return [...others, stored].sort((one, other) => other.plan.year - one.plan.year);
    });
  }, []);
  return { plans: loaded ?? (failure === null ? undefined : kept), failure, reload, put };
}

/** The plan that was asked for, else the one of today, else the newest. */
export function choosePlan(plans: readonly StoredPlan[], id: string | undefined, now: number): StoredPlan | undefined {
  const asked = plans.find(({ plan }) => plan.id === id);
  const today = plans.find(({ plan, status }) => status === 'published' && plan.year === reportingYearOf(dayOf(now)));
  return asked ?? today ?? plans[0];
}

export interface Told {
  today: string;
  tasks: TaskProgress[];
}

/** How far the plan's tasks are, as the server tells; what it told last while it cannot be asked. */
export function useProgress(plan: string | undefined): { told: Told | null; failure: Failure | null; reload: () => void } {
  const { db } = useDevice();
  const [answer, setAnswer] = useState<{ plan: string; told: Told | null; failure: Failure | null } | null>(null);

  const reload = useCallback(() => {
    const load = async (wanted: string): Promise<void> => {
      const fetched = await fetchProgress(db, wanted);
      if (fetched.status === 'loaded') return setAnswer({ plan: wanted, told: fetched, failure: null });
      const kept = await db.meta.get('progress');
      setAnswer({ plan: wanted, told: kept?.key === 'progress' && kept.plan === wanted ? kept : null, failure: fetched.status });
    };
    if (plan !== undefined) void load(plan);
  }, [db, plan]);
  useEffect(reload, [reload]);

  const current = answer?.plan === plan ? answer : null;
  return { told: current?.told ?? null, failure: current?.failure ?? null, reload };
}

export function useUnits(): ReadonlyMap<string, UnitRow> | undefined {
  const { db } = useDevice();
  return useLiveQuery(async () => new Map((await db.units.toArray()).map((unit) => [unit.key, unit])), [db]);
}
