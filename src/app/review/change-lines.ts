import type { Entry } from '../../domain/entry.ts';
import type { Field, FieldValue, Kind } from '../../domain/kinds/field.ts';
import { sameValue } from '../../domain/merge.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { valueText, type UnitName } from '../ui/detail-lines.ts';

/** What differs from the version that was returned: "Số người dự: 4 → 48", then photos and files. */
export function changeLines(entry: Entry, kind: Kind | undefined, unitName: UnitName): string[] {
  const changes = Object.entries(entry.changes).filter(([, [before, after]]) => !sameValue(before, after));
  const inOrder = (name: string): number => kind?.fields.findIndex((field) => field.name === name) ?? -1;
  const ofFields = changes.filter(([name]) => !isOfFile(name)).sort(([left], [right]) => inOrder(left) - inOrder(right));
  const photos = fileChanges(changes, 'photo:', entry.photos);
  const attachments = fileChanges(changes, 'attachment:', entry.attachments);
  return [
    ...ofFields.map(([name, [before, after]]) => {
      const field = kind?.fields.find((each) => each.name === name);
      return reviewMessages.changes.line(field?.label ?? name, shown(field, before, unitName), shown(field, after, unitName));
    }),
    ...(photos.added.length > 0 ? [reviewMessages.changes.photosAdded(photos.added.length)] : []),
    ...(photos.removed > 0 ? [reviewMessages.changes.photosRemoved(photos.removed)] : []),
    ...attachments.added.map(({ name }) => reviewMessages.changes.attachmentAdded(name)),
    ...(attachments.removed > 0 ? [reviewMessages.changes.attachmentsRemoved(attachments.removed)] : []),
  ];
}

function isOfFile(name: string): boolean {
  return name.startsWith('photo:') || name.startsWith('attachment:');
}

/** One that was added and taken out again is neither. */
function fileChanges<Reference extends { id: string }>(
  changes: readonly [string, [FieldValue | null, FieldValue | null]][],
  prefix: string,
  present: readonly Reference[] = [],
): { added: Reference[]; removed: number } {
  const own = changes.filter(([name]) => name.startsWith(prefix));
  const added = new Set(own.filter(([, [, after]]) => after !== null).map(([name]) => name.slice(prefix.length)));
  return {
    added: present.filter(({ id }) => added.has(id)),
    removed: own.filter(([, [before, after]]) => before !== null && after === null).length,
  };
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
