import type { ReactNode } from 'react';
import { dayOf } from '../../domain/text.ts';
import { WeekGrid } from '../schedule/week-grid.tsx';
import { useDevice } from '../state/device.tsx';
import { isJoint } from '../state/joint.ts';
import { usePersonDocument } from '../state/person.tsx';
import { useTables } from '../state/use-tables.ts';
import { DraftList } from '../today/draft-list.tsx';
import { readWork } from '../today/today.tsx';
import { ReturnedCard } from '../today/returned-card.tsx';

/** A centre's home at a desk: its week, below what needs a person and above what is unfinished. */
export function WeekHome({ urgent }: { urgent: ReactNode }) {
  const { db, now } = useDevice();
  const day = dayOf(now());
  const person = usePersonDocument();
  const work = useTables([db.entries, db.drafts], () => readWork(db, day), [db, day]);
  return (
    <WeekGrid
      home={{
        above: (
          <>
            {urgent}
            {work && <ReturnedCard rows={work.returned.filter((row) => !isJoint(row.view, person, day))} />}
          </>
        ),
        below: work && <DraftList drafts={work.drafts} />,
      }}
    />
  );
}
