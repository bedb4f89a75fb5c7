import type { LocalDatabase } from '../../localdb/database.ts';
import { watchDatabase } from '../../localdb/watch-database.ts';
import type { Device } from '../state/device.tsx';

/** Long enough for somebody to make room on the phone, and no work for a processor. */
const pauseAfterFailure = 5000;

/** One watch for each open database: the camera starts it too, and may come first. */
const watched = new WeakMap<LocalDatabase, () => void>();

/**
 * Watches for photos whose raw bytes are on disk and makes them ready to send, one at a time. Whoever stores a raw photo
 * needs to do nothing more: the database is where the two meet, also after a restart.
 */
export function resumePhotoWork(device: Device): () => void {
  const running = watched.get(device.db);
  if (running) return running;
  const stop = startPhotoWork(device);
  const stopAndForget = (): void => {
    watched.delete(device.db);
    stop();
  };
  watched.set(device.db, stopAndForget);
  return stopAndForget;
}

function startPhotoWork(device: Device): () => void {
  const stopped = new AbortController();
  let work = Promise.resolve();
  const waiting = new Set<string>();
  let again: number | undefined;
  const readRaw = () => device.db.photos.where('state').equals('raw').primaryKeys();
  const begin = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (waiting.has(id)) continue;
      waiting.add(id);
      work = work.then(() => finish(id));
    }
  };
  // On an error the database went away, with everything that could be made ready; the next start comes by here again.
  const watch = watchDatabase(readRaw).subscribe(begin, () => stopped.abort());

  const look = (): void => {
    window.clearTimeout(again);
    if (!stopped.signal.aborted) readRaw().then(begin, () => (again = window.setTimeout(look, pauseAfterFailure)));
  };
  const finish = async (id: string): Promise<void> => {
    if (stopped.signal.aborted) return;
    try {
      await alone(stopped.signal, async () => {
        const { finishPhoto } = await import('./finish-photo.ts');
        await finishPhoto(device, id);
      });
    } catch {
      // A full disk, a missing file of the app: the raw photo stays on disk and is tried again.
      again = window.setTimeout(look, pauseAfterFailure);
    } finally {
      waiting.delete(id);
    }
  };

  return () => {
    stopped.abort();
    window.clearTimeout(again);
    watch.unsubscribe();
  };
}

/** Two tabs would decode the same picture twice, each with its own 48 MB. */
async function alone(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request('so-photos', { signal }, work);
}
