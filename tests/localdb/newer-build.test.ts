import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { hiepCuong } from '../fakes/device.ts';

test('a connection that was lost is not opened again over a newer build’s database', async () => {
  const indexedDB = new IDBFactory();
  const db = new LocalDatabase('person', { indexedDB, IDBKeyRange });
  db.onOutgrown = vi.fn();
  await db.open();
  db.backendDB().close();
  const newer = await opened(indexedDB.open(db.name, 100));
  const draft = { id: 'd', kind: null, unit: hiepCuong, mode: 'new', base: 0, input: {}, photos: [], createdAt: 0, updatedAt: 0 } as const;
  await expect(db.drafts.put({ ...draft, photos: [] })).rejects.toThrow();
  expect(db.onOutgrown).toHaveBeenCalled();
  const count = newer.transaction('drafts').objectStore('drafts').count();
  expect(await opened(count)).toBe(0);
});

function opened<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('refused', { cause: request.error })));
  });
}
