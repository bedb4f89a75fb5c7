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
  icon:
    | 'megaphone'
    | 'newspaper'
    | 'phone'
    | 'people'
    | 'presentation'
    | 'graduation'
    | 'handshake'
    | 'panel'
    | 'book'
    | 'steps'
    | 'trophy'
    | 'reply';
  /** Where it stands among the others when somebody chooses. */
  group: KindGroup['id'];
  /** The field whose first day dates the entry, known before its kind is loaded. */
  day: string;
  /** The one figure of a list row, with its unit of measure. */
  figure?: { field: string; unit: string };
  /** Has a place in the manifest's shortcuts (`vite.config.ts` reads it), and on the day's screen. */
  shortcut?: true;
  /** Can be held by a schedule. */
  schedulable?: true;
  load: () => Promise<Kind>;
}

export interface KindGroup {
  id: 'air' | 'gatherings' | 'others';
  label: string;
}

/** Groups, and kinds in each, in the order they are offered. */
export const kindGroups: readonly KindGroup[] = [
  { id: 'air', label: 'Phát thanh, báo chí, mạng xã hội' },
  { id: 'gatherings', label: 'Họp, hội nghị, tập huấn' },
  { id: 'others', label: 'Hình thức khác' },
];

export const kindHeads: readonly KindHead[] = [
  {
    id: 'broadcast',
    label: 'Phát thanh',
    icon: 'megaphone',
    group: 'air',
    day: 'airDates',
    figure: { field: 'durationMinutes', unit: 'phút' },
    shortcut: true,
    schedulable: true,
    load: async () => (await import('./broadcast.ts')).broadcast,
  },
  {
    id: 'mediaItem',
    label: 'Tin, bài',
    icon: 'newspaper',
    group: 'air',
    day: 'publishedOn',
    figure: { field: 'views', unit: 'lượt xem' },
    load: async () => (await import('./mediaItem.ts')).mediaItem,
  },
  {
    id: 'socialPost',
    label: 'Mạng xã hội',
    icon: 'phone',
    group: 'air',
    day: 'postedOn',
    figure: { field: 'posts', unit: 'tin, bài' },
    load: async () => (await import('./socialPost.ts')).socialPost,
  },
  {
    id: 'integratedMeeting',
    label: 'Lồng ghép cuộc họp',
    icon: 'people',
    group: 'gatherings',
    day: 'heldOn',
    figure: { field: 'attendance', unit: 'lượt người' },
    load: async () => (await import('./integratedMeeting.ts')).integratedMeeting,
  },
  {
    id: 'conference',
    label: 'Hội nghị, tọa đàm',
    icon: 'presentation',
    group: 'gatherings',
    day: 'heldOn',
    figure: { field: 'attendance', unit: 'lượt người' },
    load: async () => (await import('./conference.ts')).conference,
  },
  {
    id: 'training',
    label: 'Tập huấn',
    icon: 'graduation',
    group: 'gatherings',
    day: 'startDate',
    figure: { field: 'attendance', unit: 'lượt người' },
    load: async () => (await import('./training.ts')).training,
  },
  {
    id: 'businessDialogue',
    label: 'Đối thoại doanh nghiệp',
    icon: 'handshake',
    group: 'gatherings',
    day: 'heldOn',
    figure: { field: 'enterprises', unit: 'doanh nghiệp' },
    load: async () => (await import('./businessDialogue.ts')).businessDialogue,
  },
  {
    id: 'visualDisplay',
    label: 'Pa nô, áp phích',
    icon: 'panel',
    group: 'others',
    day: 'mountedOn',
    figure: { field: 'quantity', unit: 'chiếc' },
    load: async () => (await import('./visualDisplay.ts')).visualDisplay,
  },
  {
    id: 'leaflet',
    label: 'Tờ rơi, sổ tay',
    icon: 'book',
    group: 'others',
    day: 'distributedOn',
    figure: { field: 'distributed', unit: 'tờ, cuốn' },
    load: async () => (await import('./leaflet.ts')).leaflet,
  },
  {
    id: 'directOutreach',
    label: 'Trực tiếp, lưu động',
    icon: 'steps',
    group: 'others',
    day: 'heldOn',
    figure: { field: 'attendance', unit: 'lượt người' },
    load: async () => (await import('./directOutreach.ts')).directOutreach,
  },
  {
    id: 'contest',
    label: 'Cuộc thi, sáng kiến',
    icon: 'trophy',
    group: 'others',
    day: 'openFrom',
    figure: { field: 'entries', unit: 'lượt, bài' },
    load: async () => (await import('./contest.ts')).contest,
  },
  {
    id: 'feedback',
    label: 'Ý kiến, kiến nghị',
    icon: 'reply',
    group: 'others',
    day: 'receivedOn',
    load: async () => (await import('./feedback.ts')).feedback,
  },
];

export function kindHead(id: string): KindHead | undefined {
  return kindHeads.find((head) => head.id === id);
}

/** Asks the module loader once for each kind: a server would wait for it longer than for the check of an entry. */
export async function loadKind(id: string): Promise<Kind | undefined> {
  const kind = loaded.get(id) ?? (await kindHead(id)?.load());
  if (kind) loaded.set(id, kind);
  return kind;
}

const loaded = new Map<string, Kind>();

/** The entry's day, or "" while it has none. */
export function occurredOn(entry: { kind: string; values: FieldValues }): Day {
  const value = entry.values[kindHead(entry.kind)?.day ?? ''];
  const days = Array.isArray(value) ? value.filter((day) => typeof day === 'string') : [value];
  return days.map((day) => (typeof day === 'string' ? day : '')).sort()[0] ?? '';
}
