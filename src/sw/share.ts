import { NewerDatabase } from '../localdb/database.ts';
import { openForWorker } from '../localdb/open-for-worker.ts';
import { addressOfShared, sharedField } from '../localdb/shared-address.ts';
import { keepSharedPhotos, type Shared } from '../localdb/shared-photos.ts';

/** Pictures from the phone's gallery: on disk before any page is shown, so that a page that dies loses none. */
export async function takeShared(request: Request): Promise<Response> {
  return Response.redirect(addressOfShared(await keep(request)), 303);
}

async function keep(request: Request): Promise<Shared> {
  try {
    const form = await request.formData();
    // A form without a file sends an empty one without a name.
    const files = form.getAll(sharedField).filter((each): each is File => each instanceof File && (each.size > 0 || each.name !== ''));
    const db = await openForWorker();
    if (!db) return { status: 'notKept', why: 'signedOut' };
    try {
      return await keepSharedPhotos(db, files, Date.now());
    } finally {
      db.close();
    }
  } catch (error) {
    return { status: 'notKept', why: isNewer(error) ? 'olderBuild' : 'notKept' };
  }
}

/** Dexie wraps what its `ready` throws, and names the browser's own refusal. */
function isNewer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'VersionError' || error instanceof NewerDatabase || ('inner' in error && error.inner instanceof NewerDatabase);
}
