import { kindHead, loadKind } from '../../domain/kinds/index.ts';
import { mayAct } from '../../domain/permission.ts';
import type { Schedule, StoredSchedule } from '../../domain/schedule.ts';
import { scheduleFaults } from '../../domain/schedule-faults.ts';
import { servedOn } from '../../domain/unit.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { bumpScopes } from '../sync/feed.ts';
import { personScope } from '../../protocol/scopes.ts';
import { type Access, standsOver } from '../users/access.ts';
import { addSchedule, isAmongVersions, readSchedules } from './stored-schedules.ts';

export type ScheduleOutcome =
  | { status: 'ok'; stored: StoredSchedule }
  /** `outdated`: somebody else has changed it since it was read. */
  | { status: 'invalid' | 'outdated' | 'forbidden' | 'not_found' };

/**
 * A unit's schedule becomes what its reporter wrote, whole; their colleagues' devices are told with the next exchange. It may
 * arrive twice, also from a device that keeps it for a restored store: a repeat finds its own effect, and is told what the
 * schedule is now.
 */
export async function changeSchedule(
  parts: { database: Database; catalogue: Catalogue; revisionFloor: number },
  { access, now }: { access: Access; now: number },
  { schedule, base }: { schedule: Schedule; base: number },
): Promise<ScheduleOutcome> {
  const unit = parts.catalogue.find(schedule.unit);
  if (!unit) return { status: 'not_found' };
  if (!mayAct('changeSchedule', standsOver(access, unit.key))) return { status: 'forbidden' };
  const kind = kindHead(schedule.kind)?.schedulable ? await loadKind(schedule.kind) : undefined;
  if (scheduleFaults(schedule, kind, (day) => servedOn(unit, day)).length > 0) return { status: 'invalid' };
  return parts.database.write(async (tx): Promise<ScheduleOutcome> => {
    await parts.database.lockNames(tx, [`schedule:${unit.key}`]);
    const [before] = await readSchedules(tx, [unit.key]);
    if ((before?.revision ?? 0) !== base)
      return before && (await isAmongVersions(tx, schedule, base)) ? { status: 'ok', stored: before } : { status: 'outdated' };
    const stored: StoredSchedule = { schedule, revision: Math.max(base + 1, parts.revisionFloor) };
    await addSchedule(tx, stored, { now, by: access.person.id });
    await tellReporters(tx, unit.key, access.today);
    return { status: 'ok', stored };
  });
}

async function tellReporters(tx: WriteTransaction, unit: string, today: string): Promise<void> {
  const people = await tx
    .selectFrom('granted_role')
    .select('person')
    .distinct()
    .where('unit', '=', unit)
    .where('role', '=', 'reporter')
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
    .execute();
  await bumpScopes(
    tx,
    people.map(({ person }) => ({ scope: personScope(person), kind: 'person', id: person, operation: 'put' })),
  );
}
