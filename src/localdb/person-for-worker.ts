/** Who uses this device now, where the service worker can read it: localStorage is not there for it. */
const cacheName = 'so-person';
const address = '/person';

export async function tellWorker(person: string | null): Promise<void> {
  // Without a secure address there is neither this nor a worker.
  if (!('caches' in globalThis)) return;
  if (person === null) await caches.delete(cacheName);
  else await (await caches.open(cacheName)).put(address, new Response(person));
}

export async function readPersonForWorker(): Promise<string | null> {
  return (await (await caches.match(address, { cacheName }))?.text()) ?? null;
}
