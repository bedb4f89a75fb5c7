import { openS3BlobStore } from '../../src/server/blobs/s3/s3-blob-store.ts';
import { plainJpeg } from '../fakes/pictures.ts';
import { startS3Server } from '../fakes/s3-server.ts';
import { type UploadsThroughCuts, uploadThroughCuts } from '../fakes/uploads-through-cuts.ts';
import { atLeast, atMost, type Figure, reported } from './figure.ts';

/** 40 photos of 80 to 380 kB through 100 cuts, to a disk and to an object store. */
export async function measure(): Promise<Figure[]> {
  // Edges that make 80 to 380 kB.
  const photos = await Promise.all(Array.from({ length: 40 }, (_, index) => plainJpeg(index + 1, 392 + Math.round(index * 11.6))));
  const onDisk = await uploadThroughCuts({ photos, cuts: 100, seed: 1 });
  const objects = await startS3Server();
  try {
    const inObjects = await uploadThroughCuts({
      photos,
      cuts: 100,
      seed: 2,
      blobs: (database) => openS3BlobStore(objects.address, database),
    });
    return [...figures('disk', onDisk), ...figures('object store', inObjects)];
  } finally {
    await objects.close();
  }
}

function figures(where: string, run: UploadsThroughCuts): Figure[] {
  return [
    atMost(`${where}: cuts after which more was sent again than had been in flight`, run.wasteful, 'cuts', 0),
    atMost(`${where}: photos that are not byte-identical`, run.notIdentical, 'photos', 0),
    atMost(`${where}: bodies left on the way`, run.leftOnTheWay, 'bodies', 0),
    atLeast(`${where}: cuts`, run.cuts, 'cuts', 100),
    reported(`${where}: bytes in flight at the cuts, all together`, run.inFlight / 1000, 'kB'),
    reported(`${where}: bytes sent again, all together`, run.resent / 1000, 'kB'),
    reported(`${where}: bytes of the photos`, run.size / 1000, 'kB'),
    reported(`${where}: time`, run.seconds, 's'),
  ];
}
