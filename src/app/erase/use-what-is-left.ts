import { useEffect, useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { fetchHistory, type HistoryItem } from '../../sync/history.ts';
import { fetchEntry } from '../../sync/older-entries.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

export type WhatIsLeft =
  /** Not known (yet): without a network there is nothing to say. */
  | { status: 'unknown' }
  | { status: 'there'; entry: Entry }
  | { status: 'erased'; changes: HistoryItem[] }
  /** Not there, or not this person's to see: the server does not tell which. */
  | { status: 'notToBeSeen' };

/** An entry as it is, or what the server says of one that is not on this device. */
export function useWhatIsLeft(id: string): { left: WhatIsLeft; askAgain: () => void } {
  const { db } = useDevice();
  const here = useLiveQuery(async () => (await db.entries.get(id))?.view ?? null, [db, id]);
  const [told, setTold] = useState<WhatIsLeft>({ status: 'unknown' });
  const mustAsk = here === null;

  useEffect(() => {
    if (!mustAsk) return;
    let isWanted = true;
    void ask(id).then((answer) => isWanted && setTold(answer));
    return () => {
      isWanted = false;
    };
  }, [id, mustAsk]);

  return { left: here ? { status: 'there', entry: here } : told, askAgain: () => void ask(id).then(setTold) };
}

async function ask(id: string): Promise<WhatIsLeft> {
  const older = await fetchEntry(id);
  if (older.status === 'loaded') return { status: 'there', entry: older.listed.entry };
  if (older.status !== 'notHere') return { status: 'unknown' };
  const history = await fetchHistory(id);
  if (history.status === 'loaded') return { status: 'erased', changes: history.changes };
  return { status: history.status === 'notHere' ? 'notToBeSeen' : 'unknown' };
}
