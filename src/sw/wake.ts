declare const self: ServiceWorkerGlobalScope;

/** Tells the pages that are open to try to send; with none open, the next start does. */
export async function wakeOpenPages(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  for (const page of pages) page.postMessage('send', []);
}
