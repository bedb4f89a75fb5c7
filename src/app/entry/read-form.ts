import type { Situation } from '../../domain/check.ts';
import { readTyped } from '../../domain/input.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import type { Unit } from '../../domain/unit.ts';
import { problemsOf, type Problem } from '../ui/problems.ts';
import { readControls, type Controls } from './controls.ts';

export interface Reading {
  values: FieldValues;
  problems: Problem[];
}

/** Reads the form and says everything that is to be said about it. */
export function readForm(
  kind: Kind,
  controls: Controls,
  situation: Situation & { unit: Pick<Unit, 'name' | 'tier' | 'validFrom' | 'validTo'> },
): Reading {
  const { values, findings } = readTyped(kind.fields, readControls(kind.fields, controls, situation.today), situation.today);
  return { values, problems: problemsOf(kind, { values, unreadable: findings }, { ...situation, asksOfClosed: true }) };
}
