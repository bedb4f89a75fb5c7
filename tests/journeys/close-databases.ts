import type { BrowserContext, Page } from 'playwright-core';

/** `silently`: connections are dead and nobody was told. `brokenOff`: as browsers do it, with what was under way aborted and an event. */
export type Closing = 'silently' | 'brokenOff';

/** From here on `closeDatabases` can take the database away from any page of this browser. */
export async function armClosing(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const connections = new Set<IDBDatabase>();
    const transactions = new Set<IDBTransaction>();
    const note = (connection: IDBDatabase): void => {
      connections.add(connection);
      const begin = connection.transaction.bind(connection);
      connection.transaction = (...named) => {
        const begun = begin(...named);
        transactions.add(begun);
        for (const end of ['complete', 'abort']) begun.addEventListener(end, () => transactions.delete(begun));
        return begun;
      };
    };
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...named) => {
      const opening = open(...named);
      opening.addEventListener('success', () => note(opening.result));
      return opening;
    };
    const closeAll = (closing: unknown): void => {
      for (const begun of closing === 'brokenOff' ? transactions : []) {
        try {
          begun.abort();
        } catch {
          // It had just ended.
        }
      }
      for (const connection of connections) {
        connection.close();
        if (closing === 'brokenOff') connection.dispatchEvent(new Event('close'));
      }
      connections.clear();
    };
    Object.assign(window, { closeAll });
  });
}

export async function closeDatabases(page: Page, closing: Closing = 'silently'): Promise<void> {
  await page.evaluate((how) => (window as unknown as { closeAll: (closing: Closing) => void }).closeAll(how), closing);
}
