import { describe, expect, it } from 'vitest';
import { contendersFor } from '../../src/domain/contenders.ts';
import type { Conflict } from '../../src/domain/entry.ts';

const conflict = (kept: number | null, lost: number | null, facts: Partial<Conflict> = {}): Conflict => ({
  field: 'attendance',
  revision: 2,
  kept,
  lost,
  ...facts,
});
const values = (attendance: number | undefined, ...conflicts: Conflict[]) =>
  contendersFor({ values: attendance === undefined ? {} : { attendance }, conflicts }, 'attendance').map(({ value }) => value);

describe('what a person chooses from, where several wrote one thing at the same time', () => {
  it('is what stands and what does not, each with its writer', () => {
    const written = { keptBy: 'Hạnh', keptAt: 5, lostBy: 'Ấp', lostAt: 4 };
    expect(contendersFor({ values: { attendance: 41 }, conflicts: [conflict(41, 99, written)] }, 'attendance')).toEqual([
      { value: 41, by: 'Hạnh', at: 5 },
      { value: 99, by: 'Ấp', at: 4 },
    ]);
  });

  it('of three values every one is there, whichever won in between', () => {
    expect(values(41, conflict(41, 99), conflict(41, 77))).toEqual([41, 77, 99]);
    expect(values(77, conflict(99, 41), conflict(77, 99))).toEqual([77, 99, 41]);
  });

  it('a value that was written twice is there once', () => {
    expect(values(41, conflict(41, 99), conflict(41, 99))).toEqual([41, 99]);
    expect(values(41, conflict(99, 41), conflict(41, 99))).toEqual([41, 99]);
  });

  it('an emptied field is a choice like any other', () => {
    expect(values(undefined, conflict(null, 99))).toEqual([null, 99]);
    expect(values(41, conflict(41, null))).toEqual([41, null]);
  });

  it('what was written since then stands first, and nobody is said to have written it', () => {
    expect(contendersFor({ values: { attendance: 50 }, conflicts: [conflict(41, 99, { keptBy: 'Hạnh' })] }, 'attendance')).toEqual([
      { value: 50 },
      { value: 99 },
    ]);
  });

  it('another field has no part in it', () => {
    expect(values(41, conflict(41, 99), conflict(1, 2, { field: 'classes' }))).toEqual([41, 99]);
  });
});
