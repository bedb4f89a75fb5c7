import { Suspense } from 'react';
import { ScheduleCard } from '../schedule/schedule-card.tsx';
import { usePersonDocument } from '../state/person.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { InstallCard } from '../today/install-card.tsx';

const FormerUnits = lazyPart(async () => (await import('../units/former-units.tsx')).FormerUnits);

/** What the day's screen shows below its own work, fetched once that is painted. */
export function DayCards() {
  const hasMoved = usePersonDocument()?.former !== undefined;
  return (
    <>
      {hasMoved && (
        <Suspense>
          <FormerUnits />
        </Suspense>
      )}
      <ScheduleCard />
      <InstallCard />
    </>
  );
}
