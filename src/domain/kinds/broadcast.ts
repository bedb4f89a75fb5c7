import { closingFields, audience, place, title, topics, when } from './envelope.ts';
import { listOf, numberOf, type FieldValues, type Finding, type Kind } from './field.ts';

/** Loudspeaker broadcast (domain card 1.1). Limits on slots: Vĩnh Phúc ≤ 45 phút a slot, ≤ 3 slots a day [F30]. */
export const broadcast: Kind = {
  id: 'broadcast',
  formTitle: 'Ghi buổi phát',
  noun: 'buổi phát',
  minimumPhotos: 0,
  fields: [
    { name: 'airDates', label: 'Ngày phát', type: 'days', required: true, maximumCount: 31, merge: 'set' },
    { name: 'startTimes', label: 'Giờ phát', type: 'times', suggestions: ['05:00', '17:00'], merge: 'set' },
    { name: 'airedFor', label: 'Phát cho xã, phường', type: 'units', offered: 'served', required: true, merge: 'set' },
    title('Nội dung chính'),
    {
      name: 'durationMinutes',
      label: 'Thời lượng một lần phát',
      type: 'number',
      unit: 'phút',
      required: true,
      decimals: true,
      minimum: 0.5,
      maximum: 120,
      usualMaximum: 15,
      step: 5,
    },
    { ...topics, usual: true },
    {
      name: 'sessions',
      label: 'Buổi phát',
      type: 'choices',
      required: true,
      usual: true,
      merge: 'set',
      options: [
        { id: 'morning', label: 'Sáng' },
        { id: 'noon', label: 'Trưa' },
        { id: 'afternoon', label: 'Chiều' },
        { id: 'extraordinary', label: 'Đột xuất' },
      ],
    },
    {
      name: 'airings',
      label: 'Số lần phát',
      type: 'number',
      unit: 'lượt',
      required: true,
      usual: true,
      minimum: 1,
      maximum: 400,
      step: 1,
      merge: 'manual',
    },
    {
      name: 'programme',
      label: 'Chuyên mục',
      type: 'text',
      required: true,
      usual: true,
      maximumLength: 120,
      suggestions: ['Cải cách hành chính', 'Pháp luật và đời sống', 'Thông báo của UBND'],
      remembered: ['programme'],
    },
    {
      name: 'genre',
      label: 'Thể loại',
      type: 'choice',
      required: true,
      usual: true,
      options: [
        { id: 'newsItem', label: 'Tin' },
        { id: 'article', label: 'Bài' },
        { id: 'feature', label: 'Phóng sự' },
        { id: 'interview', label: 'Phỏng vấn' },
        { id: 'announcement', label: 'Thông báo' },
        { id: 'sketch', label: 'Tiểu phẩm' },
        { id: 'radioStory', label: 'Câu chuyện truyền thanh' },
        { id: 'spot', label: 'Spot' },
      ],
    },
    {
      name: 'sourceType',
      label: 'Nguồn',
      type: 'choice',
      required: true,
      usual: true,
      options: [
        { id: 'own', label: 'Tự sản xuất' },
        { id: 'districtCentre', label: 'Trung tâm VH&TT cấp huyện', validTo: '2025-06-30' },
        { id: 'provincialPress', label: 'Báo và Phát thanh, Truyền hình tỉnh' },
        { id: 'nationalRadio', label: 'Đài Tiếng nói Việt Nam' },
        { id: 'provincialSourceSystem', label: 'Hệ thống thông tin nguồn cấp tỉnh' },
        { id: 'nationalSourceSystem', label: 'Hệ thống thông tin nguồn trung ương' },
        { id: 'otherBody', label: 'Cơ quan khác' },
      ],
    },
    {
      name: 'transmission',
      label: 'Phương thức truyền',
      type: 'choice',
      required: true,
      usual: true,
      options: [
        { id: 'internet', label: 'IP (CNTT-VT)' },
        { id: 'fm', label: 'FM' },
        { id: 'wired', label: 'Hữu tuyến' },
        { id: 'mobile', label: 'Di động' },
      ],
    },
    {
      name: 'clustersOn',
      label: 'Số cụm loa phát',
      type: 'number',
      unit: 'cụm',
      required: true,
      usual: true,
      minimum: 1,
      maximum: 400,
      step: 1,
      everyDay: true,
      merge: 'manual',
    },
    {
      name: 'clustersTotal',
      label: 'Số cụm loa hiện có',
      type: 'number',
      unit: 'cụm',
      usual: true,
      required: true,
      minimum: 1,
      maximum: 400,
      everyDay: true,
      merge: 'manual',
    },
    { name: 'approvedBy', label: 'Người duyệt nội dung', type: 'text', required: true, usual: true, maximumLength: 100, multiline: true },
    { name: 'author', label: 'Tác giả, biên tập', type: 'text', maximumLength: 100, extra: true },
    {
      name: 'priority',
      label: 'Mức ưu tiên bản tin',
      type: 'choice',
      extra: true,
      options: [
        { id: 'normal', label: 'Thông thường' },
        { id: 'priority', label: 'Ưu tiên' },
        { id: 'emergency', label: 'Khẩn cấp' },
      ],
    },
    { name: 'operator', label: 'Người trực phát', type: 'text', maximumLength: 100, extra: true },
    { name: 'announcer', label: 'Phát thanh viên', type: 'text', maximumLength: 100, extra: true },
    {
      name: 'incident',
      label: 'Sự cố, thiết bị',
      type: 'choice',
      extra: true,
      options: [
        { id: 'none', label: 'Không' },
        { id: 'power', label: 'Mất điện' },
        { id: 'loudspeaker', label: 'Hỏng loa' },
        { id: 'network', label: 'Mạng' },
        { id: 'other', label: 'Khác' },
      ],
    },
    {
      name: 'incidentNote',
      label: 'Mô tả sự cố',
      type: 'text',
      maximumLength: 300,
      extra: true,
      shown: when('incident', 'power', 'loudspeaker', 'network', 'other'),
    },
    { name: 'scriptReference', label: 'Kịch bản, tệp âm thanh lưu tại', type: 'text', maximumLength: 200, extra: true },
    audience(undefined),
    place,
    ...closingFields,
  ],
  defaults: ({ today }) => ({ airDates: [today] }),
  period: (values) => {
    const days = [...listOf(values, 'airDates')].sort();
    return { occurredOn: days[0], endedOn: days.at(-1) };
  },
  derive: (values) => {
    const times = listOf(values, 'startTimes');
    const sessions = [...new Set(times.map(sessionOf))].sort();
    const days = listOf(values, 'airDates').length;
    const perDay = times.length || listOf(values, 'sessions').length || 1;
    return { ...(sessions.length > 0 && { sessions }), ...(days > 0 && { airings: days * perDay }) };
  },
  derived: (values) => [
    {
      label: 'Tổng thời lượng',
      value: (numberOf(values, 'durationMinutes') ?? 0) * (numberOf(values, 'airings') ?? 0),
      unit: 'phút',
    },
  ],
  schedulable: {
    fields: [
      'title',
      'durationMinutes',
      'programme',
      'genre',
      'sourceType',
      'topics',
      'transmission',
      'clustersOn',
      'clustersTotal',
      'approvedBy',
    ],
    varies: ['clustersOn'],
    minutes: (values) => numberOf(values, 'durationMinutes') ?? 0,
    values: ({ day, time }) => ({ airDates: [day], startTimes: [time] }),
    covers: (values, { day, time }) => {
      if (!listOf(values, 'airDates').includes(day)) return false;
      const times = listOf(values, 'startTimes');
      // Who gave no time said at least which part of the day it was.
      return times.length > 0 ? times.includes(time) : listOf(values, 'sessions').includes(sessionOf(time));
    },
  },
  rules: [{ type: 'notAbove', field: 'clustersOn', sumOf: ['clustersTotal'] }],
  doubt: doubtBroadcast,
};

function sessionOf(time: string): string {
  if (time < '10:30') return 'morning';
  return time < '14:00' ? 'noon' : 'afternoon';
}

function doubtBroadcast(values: FieldValues): Finding[] {
  const findings: Finding[] = [];
  const on = numberOf(values, 'clustersOn');
  const total = numberOf(values, 'clustersTotal');
  if (on !== undefined && total !== undefined && on * 2 < total)
    findings.push({ field: 'clustersOn', level: 'doubt', reason: 'unusuallySmall', detail: String(total) });
  const days = listOf(values, 'airDates').length;
  const airings = numberOf(values, 'airings') ?? 0;
  if (days > 0 && airings > days * 3) findings.push({ field: 'airings', level: 'doubt', reason: 'perDay', detail: '3' });
  const slots = Math.max(1, listOf(values, 'sessions').length);
  const perSlot = days > 0 ? ((numberOf(values, 'durationMinutes') ?? 0) * airings) / (days * slots) : 0;
  if (perSlot > 45) findings.push({ field: 'durationMinutes', level: 'doubt', reason: 'slotTooLong', detail: '45' });
  if (values['priority'] !== 'emergency') {
    const outside = listOf(values, 'startTimes').some((time) => time < '05:00' || time > '20:00');
    if (outside) findings.push({ field: 'startTimes', level: 'doubt', reason: 'outsideHours', detail: '05:00–20:00' });
  }
  return findings;
}
