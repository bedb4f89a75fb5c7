import { useEffect, useState } from 'react';
import type { Kind } from '../../domain/kinds/field.ts';
import { loadKind } from '../../domain/kinds/index.ts';

/** A kind's fields and rules, which load with the first screen that needs them. */
export function useKind(id: string): Kind | undefined {
  const [kind, setKind] = useState<Kind>();
  useEffect(() => {
    void loadKind(id).then(setKind);
  }, [id]);
  return kind;
}
