/** Vietnamese text, dates, times and numbers as people type them and as they are stored. */

/** NFC and trimmed, inner runs of blanks kept: what goes to disk. */
export function normaliseText(typed: string): string {
  return typed.normalize('NFC').trim();
}

/** For search: no marks, đ as d (it does not decompose), lower case, so "khoai chau" finds "Khoái Châu". */
export function foldForSearch(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A calendar day without time or zone, `yyyy-mm-dd`. */
export type Day = string;
/** A time of day, `hh:mm`, 24 hours. */
export type TimeOfDay = string;

/** A label within a sentence: "Số người dự" becomes "số người dự"; an abbreviation stays as it is. */
export function lowerFirst(label: string): string {
  const isAbbreviation = /^\p{Lu}{2}/u.test(label);
  return isAbbreviation ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/**
 * Reads a day as Vietnamese officials type it: `5/3`, `05-03-2026`, `05032026`, `5.3.26`.
 * Without a year it is the last such day not after `today` (a log looks back), or where days to come are meant the
 * nearest one.
 */
export function parseDay(typed: string, today: Day, { future = false }: { future?: boolean | undefined } = {}): Day | null {
  const text = typed.trim();
  const solid = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const parts = solid ?? /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?$/.exec(text);
  if (!parts) return null;
  const [, day = '', month = '', year] = parts;
  if (year) return toDay(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day));
  const thisYear = Number(today.slice(0, 4));
  if (future)
    return nearestDay(
      [-1, 0, 1].map((years) => toDay(thisYear + years, Number(month), Number(day))),
      today,
    );
  const candidate = toDay(thisYear, Number(month), Number(day));
  if (candidate && candidate <= today) return candidate;
  return toDay(thisYear - 1, Number(month), Number(day)) ?? candidate;
}

function nearestDay(days: readonly (Day | null)[], today: Day): Day | null {
  const real = days.filter((day) => day !== null);
  const distance = (day: Day): number => Math.abs(daysBetween(today, day));
  return real.sort((one, other) => distance(one) - distance(other))[0] ?? null;
}

/** Reads `7h30`, `7 giờ 30`, `7h`, `1705`, `17:05`; 24 hours. */
export function parseTime(typed: string): TimeOfDay | null {
  const text = typed.trim().normalize('NFC').toLowerCase();
  const parts = /^(\d{1,2})\s*(?:h|giờ|gio|:|\.)\s*(\d{1,2})?(?:\s*(?:p|phút|phut))?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? '0');
  if (hour > 23 || minute > 59) return null;
  return `${pad(hour)}:${pad(minute)}`;
}

/** Reads `1.234` and `1234` as 1234, `0,5` as 0.5: in Vietnamese the point groups and the comma divides. */
export function parseNumber(typed: string): number | null {
  const text = typed.trim().replace(/\s/g, '');
  if (!/^(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(text)) return null;
  return Number(text.replaceAll('.', '').replace(',', '.'));
}

/** 1234.5 → "1.234,5"; at most two decimals. */
export function formatNumber(value: number): string {
  const [whole = '0', fraction] = String(Math.round(value * 100) / 100).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return fraction ? `${grouped},${fraction}` : grouped;
}

/** "2026-03-05" → "05/03/2026". */
export function formatDay(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** "2026-03-05" → "05/03". */
export function formatDayShort(day: Day): string {
  return formatDay(day).slice(0, 5);
}

const weekdays = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

/** "2026-03-05" → "Thứ Năm, 05/03/2026". */
export function formatDayLong(day: Day): string {
  return `${weekdays[weekdayOf(day)]}, ${formatDay(day)}`;
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Việt Nam keeps UTC+7 the whole year; an instant belongs to the day it has there, whatever the phone's zone. */
const vietnamOffset = 7 * 3_600_000;

export function dayOf(instant: number): Day {
  return new Date(instant + vietnamOffset).toISOString().slice(0, 10);
}

export function timeOf(instant: number): TimeOfDay {
  return new Date(instant + vietnamOffset).toISOString().slice(11, 16);
}

/** "17:05 24/11/2026". */
export function formatInstant(instant: number): string {
  return `${timeOf(instant)} ${formatDay(dayOf(instant))}`;
}

function toDay(year: number, month: number, day: number): Day | null {
  const text = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  const parsed = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(parsed)) return null;
  // Date.parse accepts 31/02 in some engines by rolling over; a rolled day is not the day that was typed.
  return new Date(parsed).toISOString().slice(0, 10) === text ? text : null;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
