import { createContext, useContext } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Day } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import type { FieldValues } from '../../domain/kinds/field.ts';
import type { Controls } from './controls.ts';

/** What every control of the form works with. */
export interface FormTools {
  form: UseFormReturn<Controls>;
  today: Day;
  /** The entry's own day; today while it has none. */
  day: Day;
  /** What is being written, of which unit, with what so far. */
  kind: string;
  unit: string;
  shown: FieldValues;
  /** Units that the writing unit works for on the entry's day. */
  served: readonly Unit[];
  /** Contents logged before, newest first. */
  contents: readonly FieldValues[];
  chooseContent: (values: FieldValues) => void;
  /** What fields were filled with before, newest first. */
  texts: ReadonlyMap<string, readonly string[]>;
}

export const FormContext = createContext<FormTools | null>(null);

export function useFormTools(): FormTools {
  const tools = useContext(FormContext);
  if (!tools) throw new Error('a field was shown outside a form');
  return tools;
}

export const fieldId = (field: string): string => `field-${field}`;
