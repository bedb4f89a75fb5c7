import { otherTabsMessages } from '../messages/vi.other-tabs.ts';
import { flushAll } from '../state/flush.ts';
import { hideToast, showToast, useView } from '../state/view.ts';

/** What the tabs of one device ask of each other when a new build comes, or when the person leaves the device. */

const pauseAfterFailure = 5000;
const untilTheOtherIsDone = 86_400;

/**
 * Another tab upgrades or erases this tab's database. An upgrade waits for what is kept nowhere but here: the older build must
 * not write to the database afterwards. Whoever leaves the device waits for nobody. Then this page starts afresh.
 */
export async function letGo({ newVersion }: IDBVersionChangeEvent): Promise<void> {
  await (newVersion === null ? flushAll() : untilAllIsWritten());
  // Once the connection is closed.
  setTimeout(() => window.location.reload(), 0);
}

/** What is typed is on disk, and what nothing keeps has been sent or given up. */
export async function untilAllIsWritten(): Promise<void> {
  await untilNothingIsOnlyHere();
  if (await flushAll()) return;
  // The disk may be full: somebody makes room, or lets the words go.
  await new Promise((resolve) => setTimeout(resolve, pauseAfterFailure));
  await untilAllIsWritten();
}

/** This tab wants to upgrade the database, and another one does not let go of it yet. */
export function tellOfWaiting(opening: PromiseLike<unknown>): void {
  showToast({ text: otherTabsMessages.upgradeWaits, seconds: untilTheOtherIsDone });
  const { toast } = useView.getState();
  const isOver = (): void => {
    if (toast) hideToast(toast);
  };
  opening.then(isOver, isOver);
}

function untilNothingIsOnlyHere(): Promise<void> {
  return new Promise((resolve) => {
    if (!useView.getState().onlyHere) return resolve();
    const stop = useView.subscribe((view) => {
      if (view.onlyHere) return;
      stop();
      resolve();
    });
  });
}
