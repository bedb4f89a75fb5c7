import type { AttachmentReference, PhotoReference } from '../domain/entry.ts';
import type { Mutation } from '../protocol/mutation.ts';

/** The photos and attachments that the server knows of once it accepts a change. */
export function declaredFiles(change: Mutation): (PhotoReference | AttachmentReference)[] {
  if (change.type === 'new') return [...(change.photos ?? []), ...(change.attachments ?? [])];
  return change.type === 'edit' ? [...(change.photosAdded ?? []), ...(change.attachmentsAdded ?? [])] : [];
}
