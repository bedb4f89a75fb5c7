import { audience, closingFields, place, title, topics } from './envelope.ts';
import { textOf, type FieldValues, type Kind, type KindState, type NumberField } from './field.ts';

const prizes = (name: string, label: string): NumberField => ({
  name,
  label,
  type: 'number',
  unit: 'giải',
  minimum: 0,
  maximum: 200,
  extra: true,
  merge: 'manual',
});

/**
 * Contests and calls for initiatives (domain card 1.7). One entry for a contest from its opening on: its figures are
 * cumulative up to `countedOn`, and are written anew while it runs.
 */
export const contest: Kind = {
  id: 'contest',
  formTitle: 'Ghi cuộc thi, sáng kiến',
  noun: 'cuộc thi, sáng kiến',
  minimumPhotos: 1,
  fields: [
    { name: 'openFrom', label: 'Ngày bắt đầu', type: 'day', required: true },
    { name: 'openTo', label: 'Ngày kết thúc', type: 'day', required: true, future: true },
    title('Tên cuộc thi'),
    {
      name: 'contestType',
      label: 'Loại cuộc thi',
      type: 'choice',
      required: true,
      options: [
        { id: 'onlineQuiz', label: 'Tìm hiểu trực tuyến' },
        { id: 'writing', label: 'Thi viết' },
        { id: 'stage', label: 'Sân khấu hóa' },
        { id: 'initiatives', label: 'Giải pháp, sáng kiến' },
        { id: 'infographicVideo', label: 'Infographic, video' },
      ],
    },
    {
      name: 'participants',
      label: 'Số người dự thi',
      type: 'number',
      once: true,
      unit: 'người',
      hint: 'Lũy kế từ đầu cuộc thi',
      required: true,
      minimum: 0,
      maximum: 1_000_000,
      merge: 'manual',
    },
    {
      name: 'entries',
      label: 'Số lượt thi, bài dự thi',
      type: 'number',
      once: true,
      unit: 'lượt, bài',
      hint: 'Lũy kế từ đầu cuộc thi',
      required: true,
      minimum: 0,
      maximum: 10_000_000,
      merge: 'manual',
    },
    { name: 'countedOn', label: 'Số liệu tính đến ngày', type: 'day', required: true },
    topics,
    { name: 'organiser', label: 'Đơn vị tổ chức', type: 'text', required: true, maximumLength: 150 },
    { name: 'rulesDocument', label: 'Kế hoạch, thể lệ', type: 'text', once: true, required: true, maximumLength: 200 },
    { name: 'teams', label: 'Số đội thi', type: 'number', unit: 'đội', minimum: 0, maximum: 10_000, extra: true, merge: 'manual' },
    prizes('firstPrizes', 'Số giải nhất'),
    prizes('secondPrizes', 'Số giải nhì'),
    prizes('thirdPrizes', 'Số giải ba'),
    prizes('consolationPrizes', 'Số giải khuyến khích'),
    prizes('groupPrizes', 'Số giải tập thể'),
    {
      name: 'prizeMoney',
      label: 'Tiền thưởng',
      type: 'number',
      unit: 'đồng',
      minimum: 0,
      maximum: 5_000_000_000,
      extra: true,
      merge: 'manual',
    },
    {
      name: 'initiativesRecognised',
      label: 'Số sáng kiến được công nhận',
      type: 'number',
      once: true,
      unit: 'sáng kiến',
      minimum: 0,
      maximum: 10_000,
      extra: true,
      merge: 'manual',
    },
    { name: 'resultDocument', label: 'Văn bản công bố kết quả', type: 'text', once: true, maximumLength: 200, extra: true },
    audience(undefined),
    place,
    ...closingFields,
  ],
  defaults: ({ today }) => ({ openFrom: today, countedOn: today }),
  period: (values) => ({ occurredOn: textOf(values, 'openFrom'), endedOn: lastDaySoFar(values) }),
  goesOn: true,
  rules: [
    { type: 'notBefore', field: 'openTo', other: 'openFrom' },
    { type: 'notBefore', field: 'countedOn', other: 'openFrom' },
    { type: 'notBelow', field: 'entries', other: 'participants', only: { field: 'contestType', is: ['onlineQuiz'] } },
  ],
  state: stateOf,
};

/** While it runs, it has lasted until its figures were counted. */
function lastDaySoFar(values: FieldValues): string | undefined {
  const days = [textOf(values, 'openTo'), textOf(values, 'countedOn')].filter((day) => day !== undefined);
  return days.sort()[0] ?? textOf(values, 'openFrom');
}

function stateOf(values: FieldValues, today: string): KindState | undefined {
  const openTo = textOf(values, 'openTo');
  if (openTo === undefined) return undefined;
  return openTo < today ? { id: 'ended', label: 'Đã kết thúc' } : { id: 'running', label: 'Đang diễn ra, số liệu lũy kế' };
}
