import { closingFields, audience, title, topics } from './envelope.ts';
import { numberOf, textOf, type FieldValues, type Finding, type Kind } from './field.ts';
import { connectionPoints, gatheringForm, venue } from './gathering.ts';

/** Training classes (domain card 1.4). Lists with identity or telephone numbers are never asked for. */
export const training: Kind = {
  id: 'training',
  formTitle: 'Ghi lớp tập huấn',
  noun: 'lớp tập huấn',
  minimumPhotos: 1,
  fields: [
    { name: 'startDate', label: 'Ngày bắt đầu', type: 'day', required: true },
    title('Tên lớp tập huấn'),
    {
      name: 'attendance',
      label: 'Số người dự',
      type: 'number',
      unit: 'lượt người',
      required: true,
      minimum: 1,
      maximum: 20_000,
      merge: 'manual',
    },
    audience(true),
    {
      name: 'lecturers',
      label: 'Báo cáo viên',
      type: 'records',
      required: true,
      maximumCount: 20,
      columns: [
        { name: 'name', label: 'Họ tên', maximumLength: 100, required: true },
        { name: 'position', label: 'Chức vụ', maximumLength: 100 },
        { name: 'unit', label: 'Đơn vị', maximumLength: 150 },
        { name: 'subject', label: 'Chuyên đề', maximumLength: 200 },
      ],
    },
    topics,
    gatheringForm('Hình thức lớp'),
    venue,
    connectionPoints,
    { name: 'endDate', label: 'Ngày kết thúc', type: 'day', required: true, usual: true },
    {
      name: 'sessionsCount',
      label: 'Số buổi',
      type: 'number',
      unit: 'buổi',
      required: true,
      usual: true,
      minimum: 1,
      maximum: 60,
      step: 1,
      merge: 'manual',
    },
    {
      name: 'classes',
      label: 'Số lớp',
      type: 'number',
      unit: 'lớp',
      required: true,
      usual: true,
      minimum: 1,
      maximum: 50,
      step: 1,
      merge: 'manual',
    },
    { name: 'openingDocument', label: 'Văn bản mở lớp', type: 'text', maximumLength: 60, extra: true },
    {
      name: 'invited',
      label: 'Số người được mời',
      type: 'number',
      unit: 'người',
      minimum: 0,
      maximum: 20_000,
      extra: true,
      merge: 'manual',
    },
    {
      name: 'uniqueAttendees',
      label: 'Số người (không tính lặp)',
      type: 'number',
      unit: 'người',
      minimum: 0,
      maximum: 20_000,
      extra: true,
      merge: 'manual',
    },
    {
      name: 'communeOfficials',
      label: 'Trong đó cán bộ, công chức xã',
      type: 'number',
      unit: 'người',
      minimum: 0,
      maximum: 20_000,
      extra: true,
      merge: 'manual',
    },
    {
      name: 'materials',
      label: 'Tài liệu',
      type: 'records',
      maximumCount: 20,
      extra: true,
      columns: [
        { name: 'name', label: 'Tên tài liệu', maximumLength: 200, required: true },
        { name: 'copies', label: 'Số bộ', maximumLength: 10, count: true },
      ],
    },
    {
      name: 'testPassed',
      label: 'Số người đạt bài kiểm tra',
      type: 'number',
      unit: 'người',
      minimum: 0,
      maximum: 20_000,
      extra: true,
      merge: 'manual',
    },
    ...closingFields,
  ],
  defaults: ({ today }) => ({ startDate: today, endDate: today, form: 'inPerson', sessionsCount: 1, classes: 1 }),
  period: (values) => ({
    occurredOn: textOf(values, 'startDate'),
    endedOn: textOf(values, 'endDate') ?? textOf(values, 'startDate'),
  }),
  derive: (values) => (values['startDate'] === undefined ? {} : { endDate: values['startDate'] }),
  rules: [
    { type: 'notBefore', field: 'endDate', other: 'startDate', longest: 30, usualLongest: 5 },
    { type: 'notAbove', field: 'uniqueAttendees', sumOf: ['attendance'] },
  ],
  doubt: doubtTraining,
};

function doubtTraining(values: FieldValues): Finding[] {
  return [...doubtAttendance(values), ...doubtPassed(values)];
}

/** Who came twice passes once, but lists are kept in many ways. */
function doubtPassed(values: FieldValues): Finding[] {
  const [passed, attendance] = [numberOf(values, 'testPassed'), numberOf(values, 'attendance')];
  const isTooMany = passed !== undefined && attendance !== undefined && passed > attendance;
  return isTooMany ? [{ field: 'testPassed', level: 'doubt', reason: 'unusuallyAbove', detail: 'Số người dự' }] : [];
}

function doubtAttendance(values: FieldValues): Finding[] {
  const attendance = numberOf(values, 'attendance');
  const invited = numberOf(values, 'invited');
  const classes = Math.max(1, numberOf(values, 'classes') ?? 1);
  if (attendance === undefined) return [];
  const isCrowded = values['form'] === 'inPerson' && attendance > 300 * classes;
  const isMoreThanInvited = invited !== undefined && attendance > invited;
  return isCrowded || isMoreThanInvited
    ? [{ field: 'attendance', level: 'doubt', reason: 'unusuallyLarge', detail: String(attendance) }]
    : [];
}
