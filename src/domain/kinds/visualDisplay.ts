import { closingFields, audience, title, topics, when } from './envelope.ts';
import { numberOf, textOf, type FieldValues, type Finding, type Kind } from './field.ts';

/** Panels, posters, banners, slogans, LED boards (domain card 1.2). */
export const visualDisplay: Kind = {
  id: 'visualDisplay',
  formTitle: 'Ghi pa nô, áp phích',
  noun: 'pa nô, áp phích',
  minimumPhotos: 1,
  fields: [
    { name: 'mountedOn', label: 'Ngày lắp', type: 'day', required: true },
    {
      name: 'displayType',
      label: 'Loại hình',
      type: 'choice',
      required: true,
      options: [
        { id: 'panel', label: 'Pa nô' },
        { id: 'poster', label: 'Áp phích' },
        { id: 'banner', label: 'Băng rôn' },
        { id: 'slogan', label: 'Khẩu hiệu' },
        { id: 'standee', label: 'Standee' },
        { id: 'ledBoard', label: 'Bảng tin điện tử, LED' },
        { id: 'publicNoticeBoard', label: 'Bảng tin công cộng' },
        { id: 'oneStopNotice', label: 'Niêm yết tại Một cửa' },
      ],
    },
    {
      name: 'action',
      label: 'Việc đã làm',
      type: 'choice',
      required: true,
      options: [
        { id: 'newlyMounted', label: 'Lắp mới' },
        { id: 'contentReplaced', label: 'Thay nội dung' },
        { id: 'takenDown', label: 'Tháo dỡ' },
      ],
    },
    {
      name: 'quantity',
      label: 'Số lượng',
      type: 'number',
      unit: 'chiếc',
      required: true,
      minimum: 1,
      maximum: 2000,
      usualMaximum: 100,
      step: 1,
      merge: 'manual',
    },
    {
      name: 'clusters',
      label: 'Số cụm pa nô',
      type: 'number',
      unit: 'cụm',
      shown: when('displayType', 'panel'),
      minimum: 1,
      maximum: 2000,
      usualMaximum: 100,
      extra: true,
      merge: 'manual',
    },
    title('Nội dung, chủ đề'),
    {
      name: 'slogan',
      label: 'Câu chữ trên pa nô, khẩu hiệu',
      type: 'text',
      required: true,
      usual: true,
      maximumLength: 300,
      multiline: true,
    },
    { name: 'location', label: 'Vị trí lắp đặt', type: 'text', required: true, maximumLength: 200, remembered: ['location'] },
    topics,
    {
      name: 'ledMinutesPerDay',
      label: 'Thời gian chạy mỗi ngày',
      type: 'number',
      unit: 'phút',
      required: true,
      shown: when('displayType', 'ledBoard'),
      minimum: 1,
      maximum: 1440,
    },
    // Also of what was put up and has come down since.
    { name: 'removedOn', label: 'Ngày tháo dỡ', type: 'day', required: when('action', 'takenDown'), usual: true },
    { name: 'width', label: 'Chiều rộng', type: 'number', unit: 'm', decimals: true, minimum: 0.1, maximum: 30, extra: true },
    { name: 'height', label: 'Chiều cao', type: 'number', unit: 'm', decimals: true, minimum: 0.1, maximum: 20, extra: true },
    {
      name: 'condition',
      label: 'Tình trạng',
      type: 'choice',
      extra: true,
      options: [
        { id: 'good', label: 'Tốt' },
        { id: 'faded', label: 'Phai màu' },
        { id: 'damaged', label: 'Hỏng' },
      ],
    },
    {
      name: 'material',
      label: 'Chất liệu',
      type: 'choice',
      extra: true,
      options: [
        { id: 'hiflex', label: 'Hiflex' },
        { id: 'decal', label: 'Decal' },
        { id: 'mica', label: 'Mica' },
        { id: 'led', label: 'LED' },
      ],
    },
    audience(undefined),
    ...closingFields,
  ],
  defaults: ({ today }) => ({ mountedOn: today, action: 'newlyMounted', quantity: 1 }),
  period: (values) => ({
    occurredOn: textOf(values, 'mountedOn'),
    endedOn: textOf(values, 'removedOn') ?? textOf(values, 'mountedOn'),
  }),
  derive: (values) => (values['title'] === undefined ? {} : { slogan: values['title'] }),
  rules: [
    { type: 'notBefore', field: 'removedOn', other: 'mountedOn' },
    { type: 'notAbove', field: 'clusters', sumOf: ['quantity'] },
  ],
  doubt: doubtVisualDisplay,
};

/** Usual sizes in metres, width then height; A3 to A0 for posters. */
const usualSizes: Record<string, { width: [number, number]; height: [number, number] }> = {
  panel: { width: [0.5, 30], height: [0.5, 20] },
  banner: { width: [2, 20], height: [0.4, 1.5] },
  poster: { width: [0.29, 0.85], height: [0.29, 1.2] },
};

function doubtVisualDisplay(values: FieldValues): Finding[] {
  const findings: Finding[] = [];
  const usual = usualSizes[textOf(values, 'displayType') ?? ''];
  if (usual) {
    for (const side of ['width', 'height'] as const) {
      const value = numberOf(values, side);
      if (value === undefined) continue;
      if (value > usual[side][1]) findings.push({ field: side, level: 'doubt', reason: 'unusuallyLarge', detail: String(value) });
      if (value < usual[side][0]) findings.push({ field: side, level: 'doubt', reason: 'unusuallySmall', detail: String(value) });
    }
  }
  return findings;
}
