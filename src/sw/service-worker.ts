/// <reference types="vite/client" />
import { cacheReviewScreens, dropOldReviewScreens, receiveShared, serveShell } from './how.ts';
import { wakeOpenPages } from './wake.ts';

declare const self: ServiceWorkerGlobalScope;

/** When: the events that this worker listens to, and nothing else. */

// Runs at once: a worker must have its fetch listener when it starts.
serveShell();
receiveShared();

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOldReviewScreens(), self.clients.claim()]));
});

self.addEventListener('message', (event) => {
  const type: unknown = (event.data as { type?: unknown } | null)?.type;
  // Never by itself: the page asks when nothing unsaved is on it.
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  if (type === 'CACHE_REVIEW') event.waitUntil(cacheReviewScreens());
});

// Background Sync (some browsers only): a hint that there is a network. An open page does the sending.
self.addEventListener('sync', (event) => {
  (event as ExtendableEvent).waitUntil(wakeOpenPages());
});
