import type { Workbox } from 'workbox-window';
import { messages } from '../messages/vi.ts';
import { isBeingWritten, showToast, useView } from '../state/view.ts';
import { untilAllIsWritten } from './other-tabs.ts';

let worker: Workbox | null = null;
const pauseAfterAccepting = 5000;

/** Registers the service worker, and asks before a new build takes this page over. `atStart`: the worker that brought the page. */
export async function register(atStart: ServiceWorker | null): Promise<void> {
  const { Workbox: WorkboxWindow } = await import('workbox-window');
  worker = new WorkboxWindow('/service-worker.js');
  let isControlled = navigator.serviceWorker.controller !== null;
  let reloading = false;
  worker.addEventListener('waiting', offerUpdate);
  worker.addEventListener('controlling', () => {
    const isFirst = !isControlled;
    isControlled = true;
    // The first worker that takes this page over brings no new version with it. (Workbox's `isUpdate` stays false for
    // the whole life of a page that the first visit opened, also when a later worker takes over.)
    if (isFirst || reloading) return;
    reloading = true;
    void reloadWhenSafe();
  });
  await worker.register();
  if (reloading || atStart === null || navigator.serviceWorker.controller === atStart) return;
  // Accepted in another window before anybody listened in this one.
  reloading = true;
  void reloadWhenSafe();
}

/** Accepted in another tab, it may find a form open in this one: its words are written first, or waited for where nothing keeps them. */
async function reloadWhenSafe(): Promise<void> {
  await untilAllIsWritten();
  window.location.reload();
}

/** Asked only while nothing is being typed; a form that closes brings the question back. */
function offerUpdate(): void {
  if (isBeingWritten()) {
    const stop = useView.subscribe((view) => {
      if (isBeingWritten(view)) return;
      stop();
      offerUpdate();
    });
    return;
  }
  showToast({
    text: messages.update.ready,
    seconds: 60,
    action: {
      label: messages.update.now,
      run: () => {
        // Something may have been begun since the question was shown.
        if (isBeingWritten()) return offerUpdate();
        worker?.messageSkipWaiting();
        // A browser may take no notice: then the question comes again, rather than a button that did nothing.
        window.setTimeout(offerUpdate, pauseAfterAccepting);
      },
    },
  });
}
