import type { StoredSchedule } from '../../src/domain/schedule.ts';
import { type Ledger, sameContent } from './ledger.ts';
import { editsOf, partsOf, storedOn } from './schedules-on-phone.ts';
import type { ServerState } from './server-state.ts';
import type { Contents } from './storage.ts';
import { demand } from './violation.ts';

/**
 * What somebody wrote into a weekly schedule stands there until somebody who has seen it takes it out, or waits on a phone for
 * its person; and all phones of a unit know the newest version.
 */
export function checkSchedules(world: {
  ledger: Ledger;
  /** Of a store that was put back without a new life, two versions may bear one number: then one of them is history only. */
  restored: boolean;
  server: ServerState;
  phones: readonly { name: string; contents: Contents; writesFor: ReadonlySet<string> }[];
}): void {
  const { ledger, restored, server, phones } = world;
  const newestOf = (wanted: string): StoredSchedule | undefined =>
    server.schedules.filter(({ schedule: { unit } }) => unit === wanted).at(-1);
  const asked = restored ? server.schedules : server.schedules.filter((version) => newestOf(version.schedule.unit) === version);
  const taken = new Set(asked.flatMap(({ schedule }) => partsOf(schedule)));
  const edits = phones.flatMap(({ contents }) => editsOf(contents));
  const waiting = new Set(edits.flatMap(({ schedule }) => partsOf(schedule)));
  for (const [id, facts] of ledger.scheduled)
    demand(taken.has(id) || waiting.has(id), 2, 'what was written into a schedule is nowhere', { id, ...facts });
  for (const { name, contents, writesFor } of phones) {
    for (const unit of writesFor) {
      const newest = newestOf(unit);
      const known = storedOn(contents).find(({ schedule }) => schedule.unit === unit);
      demand(sameContent(known, newest), 4, `${name} has another schedule than the server`, { here: known, there: newest });
    }
    const sent = editsOf(contents).filter(({ state, unit }) => state === 'waiting' && writesFor.has(unit));
    demand(sent.length === 0, 15, `${name} did not get a schedule through`, sent);
  }
}
