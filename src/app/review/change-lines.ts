import type { Entry } from '../../domain/entry.ts';
import type { Field, FieldValue, Kind } from '../../domain/kinds/field.ts';
import { sameValue } from '../../domain/merge.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { valueText, type UnitName } from '../ui/detail-lines.ts';

/** What differs from the version that was returned: "Số người dự: 4 → 48", then the photos. */
export function changeLines(entry: Entry, kind: Kind | undefined, unitName: UnitName): string[] {
  const changes = Object.entries(entry.changes).filter(([, [before, after]]) => !sameValue(before, after));
  const ofPhotos = changes.filter(([name]) => name.startsWith('photo:'));
  const inOrder = (name: string): number => kind?.fields.findIndex((field) => field.name === name) ?? -1;
  const ofFields = changes.filter(([name]) => !name.startsWith('photo:')).sort(([left], [right]) => inOrder(left) - inOrder(right));
  const present = new Set(entry.photos.map((photo) => photo.id));
  // A photo that was added and taken out again is neither.
  const added = ofPhotos.filter(([name, [, after]]) => after !== null && present.has(name.slice('photo:'.length))).length;
  const removed = ofPhotos.filter(([, [before, after]]) => before !== null && after === null).length;
  return [
    ...ofFields.map(([name, [before, after]]) => {
      const field = kind?.fields.find((each) => each.name === name);
      return reviewMessages.changes.line(field?.label ?? name, shown(field, before, unitName), shown(field, after, unitName));
    }),
    ...(added > 0 ? [reviewMessages.changes.photosAdded(added)] : []),
    ...(removed > 0 ? [reviewMessages.changes.photosRemoved(removed)] : []),
  ];
}

/** Where two people wrote different values and one of them was kept. */
export function conflictLines(entry: Entry, kind: Kind | undefined, unitName: UnitName): string[] {
  return entry.conflicts.map((conflict) => {
    const field = kind?.fields.find((each) => each.name === conflict.field);
    return reviewMessages.conflicts.line(
      field?.label ?? conflict.field,
      shown(field, conflict.kept, unitName),
      shown(field, conflict.lost, unitName),
    );
  });
}

function shown(field: Field | undefined, value: FieldValue | null, unitName: UnitName): string {
  return valueText(field, value, unitName) || reviewMessages.changes.blank;
}
