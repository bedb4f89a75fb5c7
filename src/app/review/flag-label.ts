import type { Entry } from '../../domain/entry.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { reviewMessages } from '../messages/vi.review.ts';

/** What a flagged place is called: the field's label, "Ảnh 2", or plainly a photo that is no longer there. */
export function flagLabel(flag: string, kind: Kind | undefined, entry: Pick<Entry, 'photos'>): string {
  if (flag === 'attachments') return reviewMessages.attachments;
  if (!flag.startsWith('photo:')) return kind?.fields.find((field) => field.name === flag)?.label ?? flag;
  const place = entry.photos.findIndex((photo) => `photo:${photo.id}` === flag);
  return place >= 0 ? reviewMessages.photos.name(place + 1) : reviewMessages.photos.title;
}
