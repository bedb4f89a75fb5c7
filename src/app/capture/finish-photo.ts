import { kindHead } from '../../domain/kinds/index.ts';
import { removeDraftPhoto } from '../../localdb/drafts.ts';
import { readPerson } from '../../localdb/meta.ts';
import { markPhoto, readPhotoBytes, storeReadyPhoto } from '../../localdb/photos.ts';
import type { PhotoRow } from '../../localdb/rows.ts';
import { captureMessages } from '../messages/vi.capture.ts';
import type { Device } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { askWorker } from './ask-worker.ts';
import { largestRaw, mayDecode } from './may-decode.ts';
import type { PhotoJob, PhotoResult } from './photo-job.ts';
import { readPictureSize } from './picture-size.ts';
import { stampText } from './stamp.ts';
import { beginsWork, endsWork } from './unfinished-work.ts';

/** From the raw bytes on disk to a picture that can be sent, or to raw bytes that the server will have to read. */
export async function finishPhoto(device: Device, id: string): Promise<void> {
  const { db } = device;
  const row = await db.photos.get(id);
  if (!row || row.state !== 'raw') return;
  const bytes = await readPhotoBytes(db, id);
  if (!bytes) {
    await markPhoto(db, id, { state: 'corrupt' });
    return;
  }
  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  const picture = { source: row.source, size: readPictureSize(bytes), bytes: bytes.length };
  const decode = beginsWork(id) === 'goOn' && mayDecode(picture, deviceMemory);
  const result = await makePhoto({ id, bytes, type: row.rawType, stamp: await stampOf(device, row), decode });
  endsWork();
  await keep(device, row, result, bytes.length);
}

async function makePhoto(job: PhotoJob): Promise<PhotoResult> {
  if (!job.decode) return askWorker(job);
  try {
    return await askWorker(job);
  } catch {
    return askWorker({ ...job, decode: false });
  }
}

async function keep(device: Device, row: PhotoRow, result: PhotoResult, rawSize: number): Promise<void> {
  const { id, source } = row;
  const takenAt = row.takenAt ?? result.takenAt;
  if (result.status === 'made') {
    const { bytes, width, height } = result.picture;
    const reference = { id, sha256: result.sha256, size: bytes.length, type: 'image/jpeg', width, height, takenAt, source };
    await storeReadyPhoto(device.db, { reference, bytes, thumbnail: result.thumbnail });
    return;
  }
  if (rawSize > largestRaw) {
    await removeDraftPhoto(device.db, row.entry, id);
    showToast({ text: captureMessages.tooLarge, seconds: 15 });
    return;
  }
  const type = row.rawType || 'application/octet-stream';
  const reference = { id, sha256: result.sha256, size: rawSize, type, width: 0, height: 0, takenAt, source };
  await storeReadyPhoto(device.db, { reference, bytes: null, thumbnail: null });
}

async function stampOf({ db }: Device, row: PhotoRow): Promise<string | null> {
  if (row.source !== 'camera' || row.takenAt === null) return null;
  const [draft, entry, person] = await Promise.all([db.drafts.get(row.entry), db.entries.get(row.entry), readPerson(db)]);
  const unit = person?.units.find((each) => each.key === (draft?.unit ?? entry?.unit));
  const title = draft?.input['title'] ?? entry?.view.values['title'];
  const named = typeof title === 'string' && title.trim() !== '' ? title.trim() : undefined;
  const subject = named ?? kindHead(draft?.kind ?? entry?.view.kind ?? '')?.label;
  return stampText({ takenAt: row.takenAt, unit: unit?.name, subject });
}
