import { navigate } from 'wouter/use-browser-location';
import { findLost, mirrorWaiting, tablesOfWaiting } from '../../localdb/mirror.ts';
import { openMirrorFiles } from '../../localdb/mirror-files.ts';
import { watchTables } from '../../localdb/watch-tables.ts';
import { mirrorMessages } from '../messages/vi.mirror.ts';
import type { Device } from '../state/device.tsx';
import { useLostWork } from '../state/lost-work.ts';
import { showToast } from '../state/view.ts';

/** After the last of several saves, and at the latest while they go on; milliseconds. No save waits for its copy. */
const afterChange = 3000;
const atTheLatest = 15_000;

/**
 * Looks for what a lost database held, and from then on keeps the copy of what waits here in step with the database.
 * Returns a function that ends it.
 */
export function keepMirror({ db, person }: Pick<Device, 'db' | 'person'>): () => void {
  const opening = openMirrorFiles(db.person);
  let timer: number | undefined;
  let changedAt: number | null = null;
  let isOver = false;

  const look = async (): Promise<void> => {
    const lost = await findLost(db, await opening);
    if (isOver) return;
    useLostWork.setState(lost);
    // A reporter's day shows it by itself; others are told where it is.
    const isOnHome = person.roles.includes('reporter') && !person.roles.includes('reviewer');
    if (lost.entries > 0 && !isOnHome)
      showToast({
        text: mirrorMessages.title(lost.entries),
        action: { label: mirrorMessages.see, run: () => navigate('/outbox') },
        seconds: 60,
      });
  };
  const write = async (): Promise<void> => {
    window.clearTimeout(timer);
    // An answer to a closed database would open it again, and make anew one that was erased.
    if (changedAt === null || isOver || !db.isOpen()) return;
    changedAt = null;
    try {
      await mirrorWaiting(db, await opening);
    } catch {
      // No room, or a database that the browser closed: the older copy stays, and the next change comes by here again.
    }
  };
  const writeSoon = (): void => {
    changedAt ??= performance.now();
    window.clearTimeout(timer);
    const pause = Math.max(0, Math.min(afterChange, changedAt + atTheLatest - performance.now()));
    timer = window.setTimeout(() => whenIdle(() => void write()), pause);
  };
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') void write();
  };

  void look().catch(() => {});
  const watch = watchTables(tablesOfWaiting(db), async () => {}).subscribe(writeSoon);
  document.addEventListener('visibilitychange', onHidden);
  return () => {
    isOver = true;
    window.clearTimeout(timer);
    watch.unsubscribe();
    document.removeEventListener('visibilitychange', onHidden);
    useLostWork.setState({ entries: 0 });
  };
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 2000 });
  else work();
}
