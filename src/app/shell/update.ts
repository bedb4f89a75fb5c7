/** Everything this page says to the service worker. */

/** After the first screen has answered: the first visit's network belongs to the screen, not to the cache. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // Until somebody listens, another window may let a new version take this page over.
  const { controller } = navigator.serviceWorker;
  window.addEventListener('load', () => setTimeout(() => registerWhenIdle(controller), 1500), { once: true });
}

function registerWhenIdle(controller: ServiceWorker | null): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(() => void register(controller), { timeout: 10_000 });
  else setTimeout(() => void register(controller), 3000);
}

async function register(controller: ServiceWorker | null): Promise<void> {
  try {
    await (await import('./worker-update.ts')).register(controller);
  } catch {
    // Without it the app works as it is; the next start asks again.
  }
}

/** A reviewer's screens are not in everybody's precache. */
export function cacheReviewScreens(): void {
  void navigator.serviceWorker?.ready.then((registration) => registration.active?.postMessage({ type: 'CACHE_REVIEW' }));
}
