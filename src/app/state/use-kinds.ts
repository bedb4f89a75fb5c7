import { useEffect, useState } from 'react';
import type { Kind } from '../../domain/kinds/field.ts';
import { loadKind } from '../../domain/kinds/index.ts';

/** The kinds of what is listed; null until all of them were asked for. A kind that cannot be had is left out. */
export function useKinds(ids: readonly string[] | undefined): ReadonlyMap<string, Kind> | null {
  const [kinds, setKinds] = useState<ReadonlyMap<string, Kind> | null>(null);
  const asked = ids === undefined ? null : [...new Set(ids)].sort().join(' ');

  useEffect(() => {
    if (asked === null) return;
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const loaded = await loadAll(asked === '' ? [] : asked.split(' '));
      if (isCurrent) setKinds(loaded);
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [asked]);

  // While another kind is on its way the list stays as it is.
  return kinds;
}

async function loadAll(ids: string[]): Promise<ReadonlyMap<string, Kind>> {
  const kinds = await Promise.all(ids.map((id) => loadKind(id).catch(() => undefined)));
  return new Map(kinds.filter((kind) => kind !== undefined).map((kind) => [kind.id, kind]));
}
