import { useEffect, useState } from 'react';
import type { TypedValue } from '../../domain/input.ts';
import { useFormTools } from './form-context.ts';

/** The value of one control, for what is drawn around it: never for the text box itself. */
export function useControl(name: string): TypedValue {
  const { form } = useFormTools();
  const [value, setValue] = useState<TypedValue>(() => form.getValues(name) ?? null);
  useEffect(
    () =>
      form.subscribe({
        name,
        formState: { values: true },
        callback: ({ values }) => setValue((values as Record<string, TypedValue>)[name] ?? null),
      }),
    [form, name],
  );
  return value;
}
