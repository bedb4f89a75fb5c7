import { useEffect, useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { viewOf } from '../../localdb/entry-view.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { countWaitingOf } from '../../localdb/waiting.ts';
import { fetchEntry } from '../../sync/older-entries.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';

type Answer = { status: 'loading' } | { status: 'loaded'; entry: Entry; unitName: string } | { status: 'notHere' | 'unreachable' };
type Outcome = Exclude<Answer, { status: 'loaded' }> | { status: 'loaded'; row: EntryRow; unitName: string };

/** Asks the server for an entry that this device does not keep, and again once what waited of it here was sent. */
export function useOlderEntry(id: string, isWanted: boolean): Outcome & { tryAgain: () => void } {
  const { db } = useDevice();
  const [answer, setAnswer] = useState<Answer>({ status: 'loading' });
  const waiting = useLiveQuery(() => countWaitingOf(db, id), [db, id]) ?? 0;
  const entry = answer.status === 'loaded' ? answer.entry : null;
  const row = useLiveQuery(() => (entry ? viewOf(db, entry) : null), [db, entry]);
  const [own, setOwn] = useState<EntryRow | null>(null);
  if (row?.sync === 'pending' && row !== own) setOwn(row);
  // What was decided here and has just been sent stays in sight until the server has told of it.
  const isTold = row?.server === entry && (row?.sync === 'pending' || own?.server !== entry);
  const shown = isTold ? row : own;

  // While something waits there is nothing new to be told.
  const mustAsk = isWanted && !(waiting > 0 && answer.status === 'loaded');

  useEffect(() => {
    if (!mustAsk) return;
    let isHere = true;
    const read = async (): Promise<void> => {
      const next = await ask(id);
      // What is in sight already stays, whatever the network says later.
      if (isHere) setAnswer((before) => (next.status !== 'loaded' && before.status === 'loaded' ? before : next));
    };
    void read();
    return () => {
      isHere = false;
    };
  }, [id, mustAsk]);

  const tryAgain = (): void => void ask(id).then(setAnswer);
  if (answer.status !== 'loaded') return { ...answer, tryAgain };
  if (!shown) return { status: 'loading', tryAgain };
  return { status: 'loaded', row: shown, unitName: answer.unitName, tryAgain };
}

async function ask(id: string): Promise<Answer> {
  const answer = await fetchEntry(id);
  if (answer.status === 'notHere') return { status: 'notHere' };
  if (answer.status !== 'loaded') return { status: 'unreachable' };
  const { entry, unitName } = answer.listed;
  return { status: 'loaded', entry, unitName };
}
