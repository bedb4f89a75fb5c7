import type { Phone } from './phone.ts';

/**
 * The phone as somebody else gets it: the app is installed at this address, and nothing is known of anybody. A test whose
 * promise is not the installing begins here, since each installing costs some seconds of both processors.
 */
export async function forgetEverybody(phone: Phone, origin: string): Promise<void> {
  const { context } = phone;
  // A tab keeps words of its own.
  const page = await context.newPage();
  for (const other of context.pages()) if (other !== page) await other.close();
  await context.clearCookies();
  const tools = await context.newCDPSession(page);
  await tools.send('ServiceWorker.enable');
  await tools.send('ServiceWorker.stopAllWorkers');
  await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb,file_systems' });
  await tools.detach();
  phone.page = page;
}
