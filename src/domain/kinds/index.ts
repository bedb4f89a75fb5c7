import type { Day } from '../text.ts';
import type { FieldValues, Kind } from './field.ts';

/**
 * The registry. At start the app holds only these heads; fields and rules come with `load`.
 * Adding a kind is one file in this folder and one head here.
 */
export interface KindHead {
  id: string;
  label: string;
  /** Name of the icon; `app/ui/icon.tsx` draws it. */
  icon: 'megaphone' | 'panel' | 'graduation';
  /** The field whose first day dates the entry, known before its kind is loaded. */
  day: string;
  /** The one figure of a list row, with its unit of measure. */
  figure: { field: string; unit: string };
  /** Has a place in the manifest's shortcuts. */
  shortcut?: true;
  load: () => Promise<Kind>;
}

export const kindHeads: readonly KindHead[] = [
  {
    id: 'broadcast',
    label: 'Phát thanh',
    icon: 'megaphone',
    day: 'airDates',
    figure: { field: 'durationMinutes', unit: 'phút' },
    shortcut: true,
    load: async () => (await import('./broadcast.ts')).broadcast,
  },
  {
    id: 'training',
    label: 'Tập huấn',
    icon: 'graduation',
    day: 'startDate',
    figure: { field: 'attendance', unit: 'lượt người' },
    load: async () => (await import('./training.ts')).training,
  },
  {
    id: 'visualDisplay',
    label: 'Pa nô, áp phích',
    icon: 'panel',
    day: 'mountedOn',
    figure: { field: 'quantity', unit: 'chiếc' },
    load: async () => (await import('./visualDisplay.ts')).visualDisplay,
  },
];

export function kindHead(id: string): KindHead | undefined {
  return kindHeads.find((head) => head.id === id);
}

export async function loadKind(id: string): Promise<Kind | undefined> {
  return kindHead(id)?.load();
}

/** The entry's day, or "" while it has none. */
export function occurredOn(entry: { kind: string; values: FieldValues }): Day {
  const value = entry.values[kindHead(entry.kind)?.day ?? ''];
  const days = Array.isArray(value) ? value.filter((day) => typeof day === 'string') : [value];
  return days.map((day) => (typeof day === 'string' ? day : '')).sort()[0] ?? '';
}
