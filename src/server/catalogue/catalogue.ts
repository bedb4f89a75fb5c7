import { isValidOn, type Unit } from '../../domain/unit.ts';
import type { Day } from '../../domain/text.ts';
import organisationsFile from './organisations.json' with { type: 'json' };
import unitsFile from './units.json' with { type: 'json' };

/** Units and organisations by key, valid in time. Read only; a new version comes with a new build. */
export interface Catalogue {
  version: number;
  units: readonly CatalogueUnit[];
  find: (key: string) => CatalogueUnit | undefined;
}

export interface CatalogueUnit extends Unit {
  shortName: string;
  searchName: string;
  type: string;
}

export function loadCatalogue(): Catalogue {
  const units = [...unitsFile.units, ...organisationsFile.organisations] as CatalogueUnit[];
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  return { version: unitsFile.version, units, find: (key) => byKey.get(key) };
}

/** The communes and wards of a day. */
export function communesOn(catalogue: Catalogue, day: Day): CatalogueUnit[] {
  return catalogue.units.filter((unit) => unit.tier === 'commune' && isValidOn(unit, day));
}
