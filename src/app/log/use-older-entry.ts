import { useEffect, useState } from 'react';
import { occurredOn } from '../../domain/kinds/index.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { fetchEntry } from '../../sync/older-entries.ts';

type Outcome = { status: 'loading' } | { status: 'loaded'; row: EntryRow; unitName: string } | { status: 'notHere' | 'unreachable' };

/** Asks the server for an entry that this device does not keep. */
export function useOlderEntry(id: string, isWanted: boolean): Outcome & { tryAgain: () => void } {
  const [outcome, setOutcome] = useState<Outcome>({ status: 'loading' });

  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    void ask(id).then((answer) => isHere && setOutcome(answer));
    return () => {
      isHere = false;
    };
  }, [id, isWanted]);

  return { ...outcome, tryAgain: () => void ask(id).then(setOutcome) };
}

async function ask(id: string): Promise<Outcome> {
  const answer = await fetchEntry(id);
  if (answer.status === 'notHere') return { status: 'notHere' };
  if (answer.status !== 'loaded') return { status: 'unreachable' };
  const { entry, unitName } = answer.listed;
  const row: EntryRow = {
    id,
    unit: entry.unit,
    status: entry.status,
    occurredOn: occurredOn(entry),
    sync: 'clean',
    search: '',
    server: entry,
    view: entry,
  };
  return { status: 'loaded', row, unitName };
}
