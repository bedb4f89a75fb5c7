import type { Page } from 'playwright-core';

/** Writes into a database of its own, in smaller and smaller pieces, until not even one of `smallest` bytes finds room. */
export async function fillDisk(page: Page, smallest: number): Promise<void> {
  await page.evaluate(async (least) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('filler', 1);
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('bytes', { autoIncrement: true }));
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(new Error('no room for a database')));
    });
    const fits = (size: number): Promise<boolean> =>
      new Promise((resolve) => {
        const bytes = new Uint8Array(size);
        // Noise, or the browser would make it small.
        for (let start = 0; start < size; start += 65_536) crypto.getRandomValues(bytes.subarray(start, start + 65_536));
        const writing = database.transaction('bytes', 'readwrite');
        writing.objectStore('bytes').add(bytes);
        writing.addEventListener('complete', () => resolve(true));
        writing.addEventListener('abort', () => resolve(false));
      });
    for (let size = 400_000; size >= least; size = Math.floor(size / 2)) {
      while (await fits(size));
    }
    database.close();
  }, smallest);
}
