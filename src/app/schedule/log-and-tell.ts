import type { SaidOfSession } from '../../domain/schedule.ts';
import { logSessions, unlogSessions } from '../../localdb/log-sessions.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { scheduleMessages as words } from '../messages/vi.schedule.ts';
import type { Device } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import type { UnitSchedule } from './use-schedules.ts';

/** Logs sessions, says so once it is on disk, and offers to take it back. */
export async function logAndTell(device: Device, { known, kind, unit }: UnitSchedule, said: readonly SaidOfSession[]): Promise<boolean> {
  const { db, now, runner } = device;
  try {
    const logged = await onceMore(() => logSessions(db, { schedule: known.schedule, kind, unit }, said, now()));
    const undo = async (): Promise<void> => {
      await onceMore(() => unlogSessions(db, logged, now()));
      runner.workAdded();
      showToast({ text: words.undone });
    };
    const count = logged.entries.length;
    if (count + logged.exceptions.length === 0) showToast({ text: words.already });
    else
      showToast({
        text: count > 0 ? words.logged(count) : said.some((each) => 'held' in each) ? words.putOff : words.loggedNone,
        seconds: 12,
        action: { label: words.undo, run: () => void undo() },
      });
    runner.workAdded();
    return true;
  } catch {
    showToast({ text: words.notLogged });
    return false;
  }
}
