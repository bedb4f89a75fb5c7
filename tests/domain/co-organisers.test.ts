import { describe, expect, test } from 'vitest';
import { coOrganisersOf, mayCoOrganise } from '../../src/domain/co-organisers.ts';
import { loadCatalogue } from '../../src/server/catalogue/catalogue.ts';
import { units } from '../fakes/wire-phone.ts';

const catalogue = loadCatalogue();

describe('an entry that names units it was held together with', () => {
  test('names each once, in one order, whoever added which first', () => {
    const values = { coOrganisers: [units.phoHien, units.centre, units.phoHien] };
    expect(coOrganisersOf({ unit: units.hiepCuong, values })).toEqual([units.phoHien, units.centre]);
  });

  test('means nobody by its own unit, where it was moved to one of them', () => {
    expect(coOrganisersOf({ unit: units.phoHien, values: { coOrganisers: [units.phoHien] } })).toEqual([]);
  });

  test('and one that names none has none, whatever stands in the field', () => {
    expect(coOrganisersOf({ unit: units.phoHien, values: {} })).toEqual([]);
    expect(coOrganisersOf({ unit: units.phoHien, values: { coOrganisers: 'phường khác' } })).toEqual([]);
  });
});

describe('who may be named', () => {
  test('a unit that was there on the day of the event', () => {
    expect(may(units.phoHien, '2026-11-24')).toBe(true);
    expect(may(units.phoHien, '2025-06-30')).toBe(false);
  });

  test('not the one that writes, and nobody that the catalogue does not know', () => {
    expect(may(units.hiepCuong, '2026-11-24')).toBe(false);
    expect(may('nowhere', '2026-11-24')).toBe(false);
  });
});

function may(key: string, day: string): boolean {
  return mayCoOrganise(catalogue.find(key), { unit: units.hiepCuong, day });
}
