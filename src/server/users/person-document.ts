import type { FieldValues } from '../../domain/kinds/field.ts';
import { addDays, type Day } from '../../domain/text.ts';
import type { PersonDocument } from '../../protocol/session.ts';
import type { Catalogue, CatalogueUnit } from '../catalogue/catalogue.ts';
import type { Reader } from '../db/database.ts';
import { readSchedules } from '../schedules/stored-schedules.ts';
import { type Access, routedUnits, unitsAs } from './access.ts';

/** What a device keeps of the person who is signed in. */
export async function readPersonDocument(db: Reader, catalogue: Catalogue, access: Access): Promise<PersonDocument> {
  const current = access.roles.filter((granted) => unitsAs(access, granted.role).includes(granted.unit));
  const granted = [...new Set(current.map((each) => each.unit))].flatMap((key) => catalogue.find(key) ?? []);
  const served = granted.flatMap((unit) => (unit.serves ?? []).flatMap((row) => catalogue.find(row.unit) ?? []));
  const former = formerUnits(catalogue, access);
  return {
    id: access.person.id,
    username: access.person.username,
    name: access.person.name,
    grants: current.map(({ role, unit, from, to }) => ({ role, unit, from, to })),
    units: [...new Set([...granted, ...served])].map(asUnit),
    presets: await readPresets(db, unitsAs(access, 'reporter')),
    schedules: await readSchedules(db, unitsAs(access, 'reporter')),
    ...(former.length > 0 && { former }),
    routedUnits: (await routedUnits(db, access)).length,
    demo: access.person.demo,
  };
}

/** As long as somebody may wonder where their commune has gone. */
const daysToTell = 30;

function formerUnits(catalogue: Catalogue, { roles, today }: Access): { name: string; lastDay: Day }[] {
  return roles.flatMap(({ role, unit: key, to }) => {
    const lastDay = catalogue.find(key)?.validTo ?? null;
    if (role !== 'reporter' || to === null || to >= today || to < addDays(today, -daysToTell)) return [];
    return lastDay !== null && lastDay < today ? [{ name: catalogue.find(key)?.name ?? key, lastDay }] : [];
  });
}

function asUnit(unit: CatalogueUnit): PersonDocument['units'][number] {
  const { key, name, tier, validFrom, validTo } = unit;
  return { key, name, tier, validFrom, validTo, ...(unit.serves && { serves: unit.serves.map((row) => ({ ...row })) }) };
}

async function readPresets(db: Reader, units: string[]): Promise<PersonDocument['presets']> {
  if (units.length === 0) return [];
  const rows = await db.selectFrom('preset').selectAll().where('unit', 'in', units).orderBy('unit').orderBy('kind').execute();
  return rows.map((row) => ({ unit: row.unit, kind: row.kind, values: JSON.parse(row.fields) as FieldValues }));
}
