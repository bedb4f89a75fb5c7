import { dayOf } from '../../domain/text.ts';
import { isValidOn } from '../../domain/unit.ts';
import { type Catalogue, communesOn } from '../catalogue/catalogue.ts';
import type { Database, WriteTransaction } from '../db/database.ts';
import { hashPassword } from '../users/password.ts';
import { addPerson, hasPeople } from '../users/people.ts';
import { newName, type RandomBytes } from '../users/secret.ts';
import { addSchedule } from '../schedules/stored-schedules.ts';
import { demoPassword, demoPeople, demoStations, demoUnits } from './accounts.ts';
import { demoSchedules } from './schedules.ts';

/** The demo province: people, routes and station profiles. The log itself is empty; nobody has done anything yet. */
export async function seedDemo(
  database: Database,
  facts: { catalogue: Catalogue; now: number; random: RandomBytes; password?: string },
): Promise<void> {
  const passwordHash = await hashPassword(facts.password ?? demoPassword);
  await database.write(async (tx) => {
    // Another process may be starting on the same empty store.
    await database.lockNames(tx, ['demo']);
    if (await hasPeople(tx)) return;
    for (const { id, username, name, roles } of demoPeople) {
      await addPerson(tx, { id: id ?? newName(facts.random), username, name, passwordHash, demo: true, now: facts.now, roles });
    }
    const today = dayOf(facts.now);
    const organisations = facts.catalogue.units.filter((unit) => unit.tier === 'organisation' && isValidOn(unit, today));
    await addRoutes(
      tx,
      [...communesOn(facts.catalogue, today), ...organisations].map((unit) => unit.key),
    );
    const presets = demoStations.map(({ unit, values }) => ({ unit, kind: 'broadcast', fields: JSON.stringify(values) }));
    await tx.insertInto('preset').values(presets).execute();
    for (const schedule of demoSchedules(today)) await addSchedule(tx, { schedule, revision: 1 }, { now: facts.now, by: null });
  });
}

async function addRoutes(tx: WriteTransaction, units: readonly string[]): Promise<void> {
  const route = { reviewer_unit: demoUnits.department, from_day: '2025-07-01', to_day: null };
  await tx
    .insertInto('review_route')
    .values(units.map((unit) => ({ ...route, unit })))
    .execute();
}
