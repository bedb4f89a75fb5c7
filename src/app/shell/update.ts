import type { Workbox } from 'workbox-window';
import { messages } from '../messages/vi.ts';
import { flushAll } from '../state/flush.ts';
import { showToast, useView } from '../state/view.ts';

/** Everything this page says to the service worker. */

let worker: Workbox | null = null;
const pauseAfterAccepting = 5000;

/** After the first screen has answered: the first visit's network belongs to the screen, not to the cache. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  window.addEventListener('load', () => setTimeout(registerWhenIdle, 1500), { once: true });
}

function registerWhenIdle(): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(() => void register(), { timeout: 10_000 });
  else setTimeout(() => void register(), 3000);
}

/** A reviewer's screens are not in everybody's precache. */
export function cacheReviewScreens(): void {
  void navigator.serviceWorker?.ready.then((registration) => registration.active?.postMessage({ type: 'CACHE_REVIEW' }));
}

async function register(): Promise<void> {
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
    // Accepted in another tab, it may find a form open in this one.
    void flushAll().finally(() => window.location.reload());
  });
  await worker.register();
}

/** Asked only while nothing is being typed; a form that closes brings the question back. */
function offerUpdate(): void {
  if (useView.getState().unsaved) {
    const stop = useView.subscribe((view) => {
      if (view.unsaved) return;
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
        if (useView.getState().unsaved) return offerUpdate();
        worker?.messageSkipWaiting();
        // A browser may take no notice: then the question comes again, rather than a button that did nothing.
        window.setTimeout(offerUpdate, pauseAfterAccepting);
      },
    },
  });
}
