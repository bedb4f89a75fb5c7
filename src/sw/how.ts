import { cleanupOutdatedCaches, createHandlerBoundToURL, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { sharedPath } from '../localdb/shared-address.ts';
import { takeShared } from './share.ts';
import { notScreens, precached, reviewCache, reviewFiles } from './what.ts';

/** How: every address of the app is the one page; its files come from the cache. All else, and all but GET, is the network's; but pictures that are shared. */
export function serveShell(): void {
  cleanupOutdatedCaches();
  precacheAndRoute(precached);
  registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: notScreens }));
  // Names carry a hash of the contents: what is cached under one never changes.
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && reviewFiles.test(url.pathname),
    async ({ request }) => fromCacheOrNetwork(request),
  );
}

/** The one address where this worker takes what is sent. A page of another site may send a form there: the server refuses it. */
export function receiveShared(): void {
  registerRoute(
    ({ url, sameOrigin, request }) => sameOrigin && url.pathname === sharedPath && !isFromAnotherSite(request),
    async ({ request }) => takeShared(request),
    'POST',
  );
}

function isFromAnotherSite({ referrer }: Request): boolean {
  // A gallery of the phone may name itself, but not as a site.
  return /^https?:/.test(referrer) && new URL(referrer).origin !== location.origin;
}

/** A new version's reviewer screens have new names; the old ones go. */
export async function dropOldReviewScreens(): Promise<void> {
  const cache = await caches.open(reviewCache);
  const current = new Set(await reviewAddresses());
  for (const request of await cache.keys()) {
    if (!current.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

/** The files that the app's own page does not name: found in the scripts that load them. */
export async function cacheReviewScreens(): Promise<void> {
  const cache = await caches.open(reviewCache);
  const have = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const wanted = (await reviewAddresses()).filter((path) => !have.has(path));
  await Promise.allSettled(wanted.map((path) => cache.add(path)));
}

/** Asked at every page that a reviewer opens; the files of one worker are always the same. */
let known: readonly string[] = [];

async function reviewAddresses(): Promise<readonly string[]> {
  if (known.length > 0) return known;
  const addresses = new Set<string>();
  for (const entry of precached) {
    const path = typeof entry === 'string' ? entry : entry.url;
    if (!path.endsWith('.js')) continue;
    // By its key: a search that is to ignore something opens every file of the cache, for every file that is looked for.
    const answer = await matchPrecache(path);
    const text = answer ? await answer.text() : '';
    for (const [name] of text.matchAll(/assets\/(?:review-queue|plan-desk|unit-desk)-[\w-]+\.(?:js|css)/g)) addresses.add(`/${name}`);
  }
  known = [...addresses];
  return known;
}

async function fromCacheOrNetwork(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(reviewCache)).put(request, answer.clone());
  return answer;
}
