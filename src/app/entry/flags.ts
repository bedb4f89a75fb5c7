import { sameValue } from '../../domain/merge.ts';
import type { PhotoReference } from '../../domain/entry.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { formMessages } from '../messages/vi.form.ts';

/** A place that the reviewer asks to mend: a field, or one photo. */
export interface Flag {
  /** As the review names it: a field's name, `attachments`, or `photo:<id>`. */
  name: string;
  /** Where it stands on the form. */
  field: string;
  label: string;
}

/** In the order of the form. A flag that names nothing known here is left out; the remark still says it. */
export function flagsOf(kind: Kind, names: readonly string[], photos: readonly PhotoReference[]): Flag[] {
  const fields = kind.fields
    .filter((field) => names.includes(field.name))
    .map((field) => ({ name: field.name, field: field.name, label: field.label }));
  const pictures = photos
    .map((photo, index) => ({ name: `photo:${photo.id}`, field: 'photos', label: formMessages.review.photoName(index + 1) }))
    .filter((flag) => names.includes(flag.name));
  const whole = names.includes('photos') ? [{ name: 'photos', field: 'photos', label: formMessages.photos.title }] : [];
  const files = names.includes('attachments') ? [{ name: 'attachments', field: 'attachments', label: formMessages.attachments.title }] : [];
  return [...fields, ...pictures, ...whole, ...files];
}

/** Those that are still as the reviewer saw them. */
export function untouchedFlags(flags: readonly Flag[], before: Mended, now: Mended): Flag[] {
  return flags.filter((flag) => {
    if (flag.name === 'photos') return before.photos.join() === now.photos.join();
    if (flag.name === 'attachments') return before.attachments?.join() === now.attachments?.join();
    if (flag.field === 'photos') return now.photos.includes(flag.name.slice('photo:'.length));
    return sameValue(before.values[flag.name] ?? null, now.values[flag.name] ?? null);
  });
}

interface Mended {
  values: FieldValues;
  photos: readonly string[];
  attachments?: readonly string[];
}
