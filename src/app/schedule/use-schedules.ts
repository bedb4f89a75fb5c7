import { useEffect, useState } from 'react';
import { loadKind } from '../../domain/kinds/index.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import type { SessionStanding } from '../../domain/schedule.ts';
import type { Day } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readStandings } from '../../localdb/log-sessions.ts';
import { readPerson } from '../../localdb/meta.ts';
import { type KnownSchedule, readSchedules } from '../../localdb/schedules.ts';
import { useDevice } from '../state/device.tsx';
import { useTables } from '../state/use-tables.ts';

export interface UnitSchedule {
  known: KnownSchedule;
  kind: Kind;
  unit: Unit;
  standings: SessionStanding[];
}

/** The schedules of the person's units, with what is known of each session of some days. */
export function useSchedules(span: { from: Day; to: Day }, now: number): UnitSchedule[] | undefined {
  const { db } = useDevice();
  return useTables([db.entries, db.meta], () => readAll(db, span, now), [db, span.from, span.to, now]);
}

async function readAll(db: LocalDatabase, span: { from: Day; to: Day }, now: number): Promise<UnitSchedule[]> {
  const [person, schedules] = await Promise.all([readPerson(db), readSchedules(db)]);
  const read = await Promise.all(
    schedules.map(async (known): Promise<UnitSchedule[]> => {
      const kind = await loadKind(known.schedule.kind);
      const unit = person?.units.find((each) => each.key === known.unit);
      if (!kind?.schedulable || !unit) return [];
      return [{ known, kind, unit, standings: await readStandings(db, { schedule: known.schedule, kind }, span, now) }];
    }),
  );
  return read.flat();
}

/** The clock by the minute: a session is over while its card is looked at. */
export function useMinute(): number {
  const { now } = useDevice();
  const [minute, setMinute] = useState(() => wholeMinute(now()));
  useEffect(() => {
    const look = (): void => setMinute(wholeMinute(now()));
    const timer = window.setInterval(look, 20_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [now]);
  return minute;
}

function wholeMinute(instant: number): number {
  return instant - (instant % 60_000);
}
