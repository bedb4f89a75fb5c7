import { Worker } from 'node:worker_threads';

export type DecodeAnswer = { status: 'picture'; jpeg: Uint8Array } | { status: 'no_picture' };

const longestDecode = 60_000;

/** Makes a JPEG of whatever was sent, in a thread of its own that is ended if it takes too long or too much memory. */
export async function decode(script: string, bytes: Uint8Array): Promise<DecodeAnswer> {
  const worker = new Worker(script, { workerData: { bytes }, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  try {
    return await Promise.race([answerOf(worker), afterTooLong()]);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<DecodeAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    // A file that needs more memory than any photo does is none; every other failure is ours and the file is kept.
    worker.once('error', (error) => (isOutOfMemory(error) ? resolve({ status: 'no_picture' }) : reject(error)));
    worker.once('exit', () => reject(new Error('the decoder ended without an answer')));
  });
}

function afterTooLong(): Promise<DecodeAnswer> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ status: 'no_picture' }), longestDecode).unref();
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
