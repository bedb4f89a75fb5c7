import { usePersonDocument } from './person.tsx';
import { useWide } from './use-wide.ts';

/** Whether home is the week: of who logs for a centre, which works for several units, at a desk. Undefined until that is known. */
export function useWeekHome(): boolean | undefined {
  const person = usePersonDocument();
  if (!useWide()) return false;
  return person === undefined ? undefined : (person?.units.some((unit) => unit.serves?.length) ?? false);
}
