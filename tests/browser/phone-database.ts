import type { Page } from 'playwright-core';
import type { HeldRow, MetaRow, OutboxRow } from '../../src/localdb/rows.ts';

/** What is on the disk of the phone, past the app. */

export async function readRows<Row>(page: Page, table: 'drafts' | 'entries' | 'imports' | 'meta' | 'outbox' | 'photos'): Promise<Row[]> {
  const rows = await page.evaluate(async (store) => {
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('so-'))?.name ?? '';
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(new Error('the database does not open')));
    });
    const found = await new Promise<unknown[]>((resolve) => {
      const asking = database.transaction(store).objectStore(store).getAll();
      asking.addEventListener('success', () => resolve(asking.result));
    });
    database.close();
    return found;
  }, table);
  return rows as Row[];
}

/** What the server has not acknowledged yet. */
export async function readWaiting(page: Page): Promise<OutboxRow[]> {
  const meta = await readRows<MetaRow>(page, 'meta');
  const sync = meta.find((row) => row.key === 'sync');
  return (await readRows<OutboxRow>(page, 'outbox')).filter((row) => row.n > (sync?.acknowledged ?? 0));
}

/** The photo's 48 KiB rows put together again. */
export async function readBytes(page: Page, photo: string): Promise<Buffer> {
  const text = await page.evaluate(async (id) => {
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('so-'))?.name ?? '';
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => resolve(opening.result));
    });
    const chunks = await new Promise<{ bytes: Uint8Array }[]>((resolve) => {
      const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
      const asking = database.transaction('chunks').objectStore('chunks').getAll(range);
      asking.addEventListener('success', () => resolve(asking.result as { bytes: Uint8Array }[]));
    });
    database.close();
    return chunks.map((chunk) => Array.from(chunk.bytes, (byte) => String.fromCharCode(byte)).join('')).join('');
  }, photo);
  return Buffer.from(text, 'latin1');
}

/** As an answer of the server would have put it there. */
export async function putHeld(page: Page, row: HeldRow): Promise<void> {
  await page.evaluate(async (held) => {
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('so-'))?.name ?? '';
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => resolve(opening.result));
    });
    await new Promise<void>((resolve) => {
      const writing = database.transaction('held', 'readwrite');
      writing.objectStore('held').put(held);
      writing.addEventListener('complete', () => resolve());
    });
    database.close();
  }, row);
}
