import { attachmentName, largestAttachment, mostAttachments } from '../../domain/attachment.ts';
import { attachmentTypeOf } from '../../domain/attachment-type.ts';
import { storeAttachment } from '../../localdb/attachments.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { isFullDisk } from '../../localdb/full-disk.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { sha256 } from '../../localdb/sha256.ts';
import { attachmentMessages } from '../messages/vi.attachments.ts';

const words = attachmentMessages.refused;

/** Null once the file is on disk and in the draft; otherwise what to tell the person. */
export async function attachFile(db: LocalDatabase, draft: string, file: File, now: number): Promise<string | null> {
  const refused = await attach(db, draft, file, now);
  return refused && words[refused](file.name.normalize('NFC'));
}

/** The bytes are copied at once: the file's handle dies with the picker's permission. */
async function attach(db: LocalDatabase, draft: string, file: File, now: number): Promise<keyof typeof words | null> {
  if (file.size > largestAttachment) return 'tooLarge';
  const bytes = await readBytes(file);
  if (!bytes) return 'unreadable';
  // The server looks in the same way: what it would not hand out is not sent.
  const type = attachmentTypeOf(bytes);
  if (!type) return 'wrongType';
  const reference = {
    id: newIdentifier(now),
    sha256: await sha256(bytes),
    size: bytes.length,
    type,
    name: attachmentName(file.name, type),
  };
  try {
    const there = await referencesIn(db, draft);
    if (there.some((each) => each?.sha256 === reference.sha256)) return 'twice';
    if (there.length >= mostAttachments) return 'tooMany';
    return (await onceMore(() => storeAttachment(db, { draft, reference, bytes, now }))) ? null : 'notKept';
  } catch (error) {
    return isFullDisk(error) ? 'noRoom' : 'notKept';
  }
}

async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}

async function referencesIn(db: LocalDatabase, draft: string) {
  const ids = (await db.drafts.get(draft))?.attachments ?? [];
  const [rows, entry] = await Promise.all([db.photos.bulkGet(ids), db.entries.get(draft)]);
  return ids.map((id, index) => rows[index]?.attachment ?? entry?.view.attachments?.find((each) => each.id === id));
}
