import { holds, isFilled } from './asked.ts';
import type { Entry } from './entry.ts';
import { listOf, numberOf, type Condition, type FieldValues, type Filled } from './kinds/field.ts';
import { kindHead } from './kinds/index.ts';
import { indicators, type Indicator } from './kinds/indicators.ts';
import { reportingMonthOf, weekOf, type Month } from './period.ts';
import type { Day } from './text.ts';

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
export function factsOf(entry: Counted, wanted: readonly Indicator[]): Fact[] {
  const isApproved = entry.status === 'approved';
  if (!isApproved && entry.status !== 'submitted' && entry.status !== 'returned') return [];
  const days = daysOf(entry);
  const task = typeof entry.values['taskId'] === 'string' ? entry.values['taskId'] : '';
  return wanted
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
  return indicator.kinds.includes(entry.kind) && (indicator.where ?? []).every((condition) => meets(condition, entry.values));
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

function meets(condition: Condition | Filled, values: FieldValues): boolean {
  return 'filled' in condition ? isFilled(condition, values) : holds(condition, values);
}

export function findIndicator(id: string): Indicator | undefined {
  return indicators.find((indicator) => indicator.id === id);
}
