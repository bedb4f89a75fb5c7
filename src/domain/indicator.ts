import type { Entry } from './entry.ts';
import { listOf, numberOf, type Condition, type FieldValues } from './kinds/field.ts';
import { kindHead } from './kinds/index.ts';
import { reportingMonthOf, weekOf, type Month } from './period.ts';
import type { Day } from './text.ts';

/** A figure as data: `sum(airings) where kind = broadcast` is written once, for the device, the server and the tests. */
export interface Indicator {
  id: string;
  label: string;
  /** What it counts: "lượt", "lớp". */
  unit: string;
  /** Kinds whose entries count. `named`: any kind, but only entries that name the task they serve. */
  kinds: readonly string[] | 'named';
  /** All of them hold. */
  where?: readonly Condition[];
  /** Entries, or a field's amounts. */
  measure: 'count' | { sum: string };
}

/** What one entry adds to one indicator in one week of one reporting month. The server keeps these beside its entries. */
export interface Fact {
  indicator: string;
  /** The task that the entry names, or "". */
  task: string;
  year: number;
  month: Month;
  week: Day;
  approved: number;
  pending: number;
}

type Counted = Pick<Entry, 'kind' | 'status' | 'values'>;

/** Approved entries prove something; sent ones that nobody has approved yet are told apart; the rest counts for nothing. */
export function factsOf(entry: Counted, indicators: readonly Indicator[]): Fact[] {
  const isApproved = entry.status === 'approved';
  if (!isApproved && entry.status !== 'submitted' && entry.status !== 'returned') return [];
  const days = daysOf(entry);
  const task = typeof entry.values['taskId'] === 'string' ? entry.values['taskId'] : '';
  return indicators
    .filter((indicator) => feeds(entry, indicator, task))
    .flatMap((indicator) =>
      spread(entry.values, indicator, days).map(({ week, month, amount }) => ({
        indicator: indicator.id,
        task,
        year: Number(month.slice(0, 4)),
        month,
        week,
        approved: isApproved ? amount : 0,
        pending: isApproved ? 0 : amount,
      })),
    );
}

/** Whether an entry of this kind with these values counts at all. */
export function feeds(entry: Pick<Entry, 'kind' | 'values'>, indicator: Indicator, task: string): boolean {
  if (indicator.kinds === 'named') return task !== '';
  return indicator.kinds.includes(entry.kind) && (indicator.where ?? []).every((condition) => holds(condition, entry.values));
}

/** The days of an entry, in order: one, or those of a series. */
export function daysOf(entry: Pick<Entry, 'kind' | 'values'>): Day[] {
  const field = kindHead(entry.kind)?.day ?? '';
  const value = entry.values[field];
  const days = typeof value === 'string' ? [value] : listOf(entry.values, field);
  return days.filter((day) => day !== '').sort();
}

/** A series is one item, on its first day; what was done on its days is shared out among them, the first ones getting the rest. */
function spread(values: FieldValues, { measure }: Indicator, days: readonly Day[]): { week: Day; month: Month; amount: number }[] {
  const first = days[0];
  if (first === undefined) return [];
  if (measure === 'count') return [{ week: weekOf(first), month: reportingMonthOf(first), amount: 1 }];
  const total = numberOf(values, measure.sum) ?? 0;
  const parts = new Map<string, { week: Day; month: Month; amount: number }>();
  const whole = Math.floor(total / days.length);
  const rest = total - whole * days.length;
  for (const [index, day] of days.entries()) {
    const place = { week: weekOf(day), month: reportingMonthOf(day) };
    const before = parts.get(place.week + place.month)?.amount ?? 0;
    parts.set(place.week + place.month, { ...place, amount: before + whole + Math.min(1, Math.max(0, rest - index)) });
  }
  return [...parts.values()].filter(({ amount }) => amount > 0);
}

function holds(condition: Condition, values: FieldValues): boolean {
  const value = values[condition.field];
  return [value].flat().some((member) => typeof member === 'string' && condition.is.includes(member));
}

/** Figures that a plan's targets may ask for. A new one is a row here; the server fills its facts when it starts. */
export const indicators: readonly Indicator[] = [
  { id: 'named', label: 'Văn bản, việc ghi cho nhiệm vụ', unit: 'văn bản, việc', kinds: 'named', measure: 'count' },
  { id: 'broadcastItems', label: 'Tin, bài phát thanh', unit: 'tin, bài', kinds: ['broadcast'], measure: 'count' },
  { id: 'broadcastAirings', label: 'Lượt phát thanh', unit: 'lượt', kinds: ['broadcast'], measure: { sum: 'airings' } },
  { id: 'mediaItems', label: 'Tin, bài trên báo, đài, cổng, trang', unit: 'tin, bài', kinds: ['mediaItem'], measure: 'count' },
  {
    id: 'newspaperItems',
    label: 'Tin, bài trên báo in, báo điện tử',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [{ field: 'outletType', is: ['printNewspaper', 'onlineNewspaper'] }],
    measure: 'count',
  },
  {
    id: 'provincialAirItems',
    label: 'Tin, bài trên phát thanh, truyền hình tỉnh',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [{ field: 'outletType', is: ['provincialRadio', 'provincialTelevision'] }],
    measure: 'count',
  },
  {
    id: 'portalItems',
    label: 'Tin, bài trên Cổng TTĐT tỉnh',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [{ field: 'outletType', is: ['provincialPortal'] }],
    measure: 'count',
  },
  {
    id: 'websiteItems',
    label: 'Tin, bài trên Trang TTĐT của đơn vị',
    unit: 'tin, bài',
    kinds: ['mediaItem'],
    where: [{ field: 'outletType', is: ['unitWebsite', 'communeWebsite'] }],
    measure: 'count',
  },
  {
    id: 'panels',
    label: 'Pa nô lắp mới, thay mới',
    unit: 'pa nô',
    kinds: ['visualDisplay'],
    where: [
      { field: 'displayType', is: ['panel'] },
      { field: 'action', is: ['newlyMounted', 'contentReplaced'] },
    ],
    measure: { sum: 'quantity' },
  },
  {
    id: 'displays',
    label: 'Pa nô, áp phích, băng rôn, khẩu hiệu lắp mới',
    unit: 'chiếc',
    kinds: ['visualDisplay'],
    where: [{ field: 'action', is: ['newlyMounted', 'contentReplaced'] }],
    measure: { sum: 'quantity' },
  },
  { id: 'leaflets', label: 'Tờ rơi, tờ gấp, sổ tay phát hành', unit: 'tờ, cuốn', kinds: ['leaflet'], measure: { sum: 'distributed' } },
  { id: 'trainingClasses', label: 'Lớp tập huấn', unit: 'lớp', kinds: ['training'], measure: { sum: 'classes' } },
  {
    id: 'trainingAttendance',
    label: 'Lượt người dự tập huấn',
    unit: 'lượt người',
    kinds: ['training'],
    measure: { sum: 'attendance' },
  },
  { id: 'conferences', label: 'Hội nghị, hội thảo, tọa đàm', unit: 'cuộc', kinds: ['conference'], measure: 'count' },
  { id: 'contests', label: 'Cuộc thi', unit: 'cuộc thi', kinds: ['contest'], measure: 'count' },
  {
    id: 'integratedMeetings',
    label: 'Cuộc họp có lồng ghép',
    unit: 'cuộc',
    kinds: ['integratedMeeting'],
    measure: 'count',
  },
  {
    id: 'businessDialogues',
    label: 'Tiếp xúc, đối thoại doanh nghiệp',
    unit: 'cuộc',
    kinds: ['businessDialogue'],
    measure: 'count',
  },
  { id: 'socialPosts', label: 'Bài trên mạng xã hội, nhóm Zalo', unit: 'bài', kinds: ['socialPost'], measure: { sum: 'posts' } },
  {
    id: 'directOutreach',
    label: 'Lượt tuyên truyền trực tiếp, lưu động',
    unit: 'lượt',
    kinds: ['directOutreach'],
    measure: { sum: 'trips' },
  },
];

export function findIndicator(id: string): Indicator | undefined {
  return indicators.find((indicator) => indicator.id === id);
}
