import { useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { formatDay } from '../../domain/text.ts';
import { fetchProof } from '../../sync/plan.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { Button } from '../ui/button.tsx';
import { Chip, type ChipState } from '../ui/chip.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import style from './plan.module.css';
import type { Failure } from './use-plans.ts';

const chips: Record<Entry['status'], ChipState> = {
  draft: 'draft',
  submitted: 'received',
  returned: 'return',
  approved: 'approved',
  rejected: 'rejected',
  void: 'void',
};

interface Loaded {
  entries: Entry[];
  next: string | null;
}

/** The entries behind a unit's figure, fetched when somebody opens them. */
export function Proof({ plan, task, unit, name }: { plan: string; task: string; unit: string | null; name: string }) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const load = async (): Promise<void> => {
    const answer = await fetchProof({ plan, task, unit, after: loaded?.next ?? null });
    if (answer.status !== 'loaded') return setFailure(answer.status);
    setFailure(null);
    setLoaded({ entries: [...(loaded?.entries ?? []), ...answer.entries.map((listed) => listed.entry)], next: answer.next });
  };
  return (
    <details className={style.details} onToggle={(event) => event.currentTarget.open && !loaded && void load()}>
      <summary>
        {planMessages.proof}
        <span className="visually-hidden"> {name}</span>
      </summary>
      {failure !== null && <p>{planMessages.failure[failure]}</p>}
      {loaded?.entries.length === 0 && <p className="quiet">{planMessages.noProof}</p>}
      <ul>
        {loaded?.entries.map((entry) => (
          <li key={entry.id}>
            <EntryRow entry={entry} note={dayOfEntry(entry)} chip={<Chip state={chips[entry.status]} />} />
          </li>
        ))}
      </ul>
      {(loaded?.next ?? failure) !== null && (
        <Button kind="plain" onClick={() => void load()}>
          {failure === null ? planMessages.more : planMessages.tryAgain}
        </Button>
      )}
    </details>
  );
}

function dayOfEntry(entry: Entry): string {
  const day = occurredOn(entry);
  return day === '' ? '' : formatDay(day);
}
