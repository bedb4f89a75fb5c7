import { Suspense } from 'react';
import type { SessionStanding } from '../../domain/schedule.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { Dialog } from '../ui/dialog.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import type { UnitSchedule } from './use-schedules.ts';

const Changes = lazyPart(async () => (await import('./changes.tsx')).Changes);

/** Asked for on a day when something went otherwise: the day's screen does not wait for it. */
export function ChangeDialog(props: { sessions: SessionStanding[] | null; schedule: UnitSchedule; onClose: () => void }) {
  const { sessions, schedule, onClose } = props;
  return (
    <Dialog title={scheduleMessages.change.title} open={sessions !== null} onClose={onClose}>
      {sessions && (
        <Suspense>
          <Changes sessions={sessions} schedule={schedule} onDone={onClose} />
        </Suspense>
      )}
    </Dialog>
  );
}
