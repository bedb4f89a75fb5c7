import type { PhotoJob, PhotoResult } from './photo-job.ts';

/** An idle worker still holds what its last picture cost; it goes after this long. */
const idleMilliseconds = 20_000;

let worker: Worker | null = null;
let goodbye: number | undefined;

/** One question at a time. A worker that dies of a picture answers nothing: then the bytes were too much for this phone. */
export async function askWorker(job: PhotoJob): Promise<PhotoResult> {
  window.clearTimeout(goodbye);
  worker ??= new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  try {
    return await new Promise<PhotoResult>((resolve, reject) => {
      asked.addEventListener('message', (event: MessageEvent<PhotoResult>) => resolve(event.data), { once: true });
      asked.addEventListener('error', () => reject(new Error('the photo worker stopped')), { once: true });
      // Copied, not handed over: a second try would need the bytes.
      asked.postMessage(job, []);
    });
  } catch (error) {
    asked.terminate();
    worker = null;
    throw error;
  } finally {
    goodbye = window.setTimeout(() => {
      worker?.terminate();
      worker = null;
    }, idleMilliseconds);
  }
}
