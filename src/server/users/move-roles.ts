import { mayAct } from '../../domain/permission.ts';
import { addDays, formatDay, type Day } from '../../domain/text.ts';
import { isValidOn, successorsOf } from '../../domain/unit.ts';
import type { EndedUnit } from '../../protocol/unit-roles.ts';
import type { Catalogue, CatalogueUnit } from '../catalogue/catalogue.ts';
import type { Database, Reader, WriteTransaction } from '../db/database.ts';
import { copySchedule } from '../schedules/stored-schedules.ts';
import { bumpScopes } from '../sync/feed.ts';
import { personScope } from '../../protocol/scopes.ts';
import { type Access, standsOver } from './access.ts';

/**
 * The day after a unit ends an administrator moves its people to what took it over. Their phones follow by themselves
 * (sync card 3.4): the old log is dropped, the new one read, and what was written for the old unit is still sent, as long
 * as an author may. Entries stay with the unit of their date.
 */

export function mayMoveRoles(access: Access): boolean {
  return mayAct('moveRoles', standsOver(access, ''));
}

/** Units that ended and still have people, with what is known to have become of them. */
export async function readEndedUnits(db: Reader, catalogue: Catalogue, today: Day): Promise<EndedUnit[]> {
  const rows = await db
    .selectFrom('granted_role')
    .innerJoin('person', 'person.id', 'granted_role.person')
    .select(['granted_role.unit', 'person.id', 'person.name'])
    .distinct()
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
    .orderBy('granted_role.unit')
    .orderBy('person.name')
    .execute();
  const ended = [...new Set(rows.map((row) => row.unit))]
    .flatMap((key) => catalogue.find(key) ?? [])
    .filter((unit) => unit.validTo !== null && unit.validTo < today);
  return ended.map((unit) => ({
    key: unit.key,
    name: unit.name,
    lastDay: unit.validTo ?? '',
    people: rows.filter((row) => row.unit === unit.key).map(({ id, name }) => ({ id, name })),
    successors: successorsOf(unit, catalogue.units).map(({ unit: next, extent }) => ({ key: next.key, name: next.name, extent })),
  }));
}

export type MoveOutcome =
  | { status: 'ok'; people: { id: string; name: string }[] }
  | { status: 'invalid'; sentence: string }
  | { status: 'not_found' };

export async function moveRoles(
  parts: { database: Database; catalogue: Catalogue; clock: () => number },
  wanted: { from: string; to: string; today: Day },
): Promise<MoveOutcome> {
  const { catalogue, database, clock } = parts;
  const from = catalogue.find(wanted.from);
  const to = catalogue.find(wanted.to);
  if (!from || !to) return { status: 'not_found' };
  const sentence = whyNot(from, to, wanted.today);
  if (sentence !== null) return { status: 'invalid', sentence };
  const first = addDays(from.validTo ?? '', 1);
  return database.write(async (tx): Promise<MoveOutcome> => {
    await database.lockNames(tx, [`roles:${from.key}`]);
    const moved = await moveGrants(tx, { from: from.key, to: to.key, first, today: wanted.today });
    await moveRoutes(tx, { from: from.key, to: to.key, first });
    await movePresets(tx, { from: from.key, to: to.key });
    await copySchedule(tx, { from: from.key, to: to.key, now: clock() });
    const people = await readMoved(tx, { from: from.key, to: to.key, first });
    await bumpScopes(
      tx,
      moved.map((id) => ({ scope: personScope(id), kind: 'person' as const, id, operation: 'put' as const })),
    );
    // The repeat finds nothing left to move and tells the same.
    return { status: 'ok', people };
  });
}

function whyNot(from: CatalogueUnit, to: CatalogueUnit, today: Day): string | null {
  if (from.validTo === null) return `${from.name} không có ngày kết thúc nên không chuyển được.`;
  if (from.validTo >= today) return `${from.name} còn hiệu lực đến hết ngày ${formatDay(from.validTo)}. Mời chuyển từ ngày hôm sau.`;
  if (from.key === to.key || !isValidOn(to, today) || !isValidOn(to, addDays(from.validTo, 1)))
    return `${to.name} không phải là đơn vị đang hoạt động kế tiếp. Mời chọn đơn vị khác.`;
  return null;
}

interface Move {
  from: string;
  to: string;
  /** The first day on which the unit is not there any more. */
  first: Day;
}

async function moveGrants(tx: WriteTransaction, { from, to, first, today }: Move & { today: Day }): Promise<string[]> {
  const grants = await tx
    .selectFrom('granted_role')
    .selectAll()
    .where('unit', '=', from)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
    .execute();
  for (const { person, role, from_day, to_day } of grants) {
    // Ended by the act and not by the unit's own last day: from here on its author has time to send what is still unsent.
    await tx
      .updateTable('granted_role')
      .set({ to_day: addDays(today, -1) })
      .where('person', '=', person)
      .where('unit', '=', from)
      .where('role', '=', role)
      .where('from_day', '=', from_day)
      .execute();
    await tx
      .insertInto('granted_role')
      .values({ person, unit: to, role, from_day: first, to_day })
      .onConflict((conflict) => conflict.columns(['person', 'unit', 'role', 'from_day']).doUpdateSet({ to_day }))
      .execute();
  }
  return [...new Set(grants.map((grant) => grant.person))].sort();
}

/** Who reviewed the unit reviews what took it over, and a body that took over its reviewing; each where nobody does yet. */
async function moveRoutes(tx: WriteTransaction, { from, to, first }: Move): Promise<void> {
  const routes = await tx
    .selectFrom('review_route')
    .selectAll()
    .where((where) => where.or([where('unit', '=', from), where('reviewer_unit', '=', from)]))
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', first)]))
    .execute();
  for (const route of routes) {
    await tx
      .updateTable('review_route')
      .set({ to_day: addDays(first, -1) })
      .where('unit', '=', route.unit)
      .where('reviewer_unit', '=', route.reviewer_unit)
      .where('from_day', '=', route.from_day)
      .execute();
    const next = { unit: route.unit === from ? to : route.unit, reviewer_unit: route.reviewer_unit === from ? to : route.reviewer_unit };
    const there = await tx
      .selectFrom('review_route')
      .select('unit')
      .where('unit', '=', next.unit)
      .where('reviewer_unit', '=', next.reviewer_unit)
      .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', first)]))
      .executeTakeFirst();
    if (!there) {
      await tx
        .insertInto('review_route')
        .values({ ...next, from_day: first, to_day: route.to_day })
        .execute();
    }
  }
}

/** Station profiles: what the new unit has of its own is not touched. */
async function movePresets(tx: WriteTransaction, { from, to }: Omit<Move, 'first'>): Promise<void> {
  const presets = await tx.selectFrom('preset').selectAll().where('unit', '=', from).execute();
  if (presets.length === 0) return;
  await tx
    .insertInto('preset')
    .values(presets.map((preset) => ({ ...preset, unit: to })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function readMoved(tx: WriteTransaction, { from, to, first }: Move): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('granted_role as old')
    .innerJoin('granted_role as next', (join) => join.onRef('next.person', '=', 'old.person').onRef('next.role', '=', 'old.role'))
    .innerJoin('person', 'person.id', 'old.person')
    .select(['person.id', 'person.name'])
    .distinct()
    .where('old.unit', '=', from)
    .where('next.unit', '=', to)
    .where('next.from_day', '=', first)
    .orderBy('person.name')
    .execute();
}
