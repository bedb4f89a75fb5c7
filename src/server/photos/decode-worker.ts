import { parentPort, workerData } from 'node:worker_threads';
import type { DecodeAnswer } from './decode.ts';
import { makePicture } from './make-picture.ts';

/** Strange files are opened here, apart from the server: a decoder that hangs or fills its memory is ended from outside. */
const { bytes } = workerData as { bytes: Uint8Array };

parentPort?.postMessage(await answer(), []);

async function answer(): Promise<DecodeAnswer> {
  try {
    return { status: 'picture', jpeg: await makePicture(bytes) };
  } catch {
    return { status: 'no_picture' };
  }
}
