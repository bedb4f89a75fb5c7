import { coOrganisersField, mostCoOrganisers } from '../co-organisers.ts';
import type { ChoicesField, Condition, Field, TextField } from './field.ts';

/** Fields that every kind shares (domain card 1.0). A kind places them among its own. */

export const title = (label: string, minimumLength = 5): TextField => ({
  name: 'title',
  label,
  type: 'text',
  required: true,
  minimumLength,
  maximumLength: 300,
  multiline: true,
  once: true,
  hint: 'Có thể bấm mic trên bàn phím để đọc',
});

/** The contents named by the plan, II.1 a–đ, for what need not be about one of them. */
export const optionalTopics: ChoicesField = {
  name: 'topics',
  label: 'Nội dung CCHC',
  type: 'choices',
  merge: 'set',
  options: [
    { id: 'procedures', label: 'Thủ tục hành chính, một cửa, dịch vụ công' },
    { id: 'digitalGovernment', label: 'Chính quyền điện tử, chính quyền số' },
    { id: 'meaning', label: 'Ý nghĩa, mục tiêu, kết quả Chương trình tổng thể' },
    { id: 'policy', label: 'Chủ trương, trách nhiệm người đứng đầu' },
    { id: 'institutions', label: 'Cải cách thể chế' },
    { id: 'organisation', label: 'Tổ chức bộ máy' },
    { id: 'civilService', label: 'Chế độ công vụ' },
    { id: 'publicFinance', label: 'Tài chính công' },
    { id: 'indices', label: 'PAR INDEX, SIPAS và các chỉ số khác' },
    { id: 'examples', label: 'Gương điển hình, khen thưởng' },
  ],
};

export const topics: ChoicesField = { ...optionalTopics, required: true };

/** The last day of what usually begins and ends on one. The kind's rules hold it against the first. */
export const endedOn: Field = { name: 'endedOn', label: 'Ngày kết thúc (nếu nhiều ngày)', type: 'day', extra: true };

export const audience = (required: true | undefined): ChoicesField => ({
  name: 'audience',
  label: 'Đối tượng',
  type: 'choices',
  merge: 'set',
  ...(required ? { required } : { extra: true as const }),
  options: [
    { id: 'leaders', label: 'Lãnh đạo' },
    { id: 'officials', label: 'Cán bộ, công chức, viên chức' },
    { id: 'oneStopOfficials', label: 'Công chức Một cửa' },
    { id: 'people', label: 'Nhân dân' },
    { id: 'enterprises', label: 'Doanh nghiệp, hợp tác xã' },
    { id: 'massOrganisations', label: 'Đoàn thể' },
    { id: 'students', label: 'Học sinh, sinh viên' },
    { id: 'others', label: 'Khác' },
  ],
});

/** e.g. 184/KH-UBND, 01/2023/QĐ-UBND, 28-CT/TU. */
const documentNumber = /^(\d{1,5}(\/\d{4})?\/[A-ZĐ0-9&.-]+|\d{1,5}-[A-ZĐ]{2,4}\/[A-ZĐ]+)$/;

/** Halls and houses of culture, whichever form they were written in. */
export const places = ['place', 'venue'];

export const place: Field = { name: 'place', label: 'Địa điểm', type: 'text', maximumLength: 200, remembered: places, extra: true };

/** What every kind may be asked at its end, wherever it happened. */
export const closingFieldsWithoutPlace: readonly Field[] = [
  { name: 'taskId', label: 'Nhiệm vụ trong kế hoạch', type: 'task', extra: true },
  {
    name: coOrganisersField,
    label: 'Đơn vị cùng tổ chức',
    hint: 'Mục này cũng hiện trong Sổ của các đơn vị được chọn',
    type: 'units',
    offered: 'others',
    maximumCount: mostCoOrganisers,
    merge: 'set',
    extra: true,
    once: true,
  },
  { name: 'coordinatingUnits', label: 'Đơn vị phối hợp', type: 'text', maximumLength: 300, extra: true },
  {
    name: 'documentNumber',
    label: 'Số, ký hiệu văn bản liên quan',
    type: 'text',
    maximumLength: 60,
    extra: true,
    expected: { pattern: documentNumber, example: '184/KH-UBND' },
  },
  { name: 'documentDate', label: 'Ngày văn bản', type: 'day', extra: true },
  {
    name: 'cost',
    label: 'Kinh phí',
    type: 'number',
    unit: 'đồng',
    minimum: 0,
    maximum: 5_000_000_000,
    usualMaximum: 200_000_000,
    usualOf: 'commune',
    extra: true,
    merge: 'manual',
  },
  {
    name: 'fundingSource',
    label: 'Nguồn kinh phí',
    type: 'choice',
    extra: true,
    options: [
      { id: 'administrativeReform', label: 'Chi CCHC' },
      { id: 'regular', label: 'Chi thường xuyên' },
      { id: 'socialised', label: 'Xã hội hóa' },
      { id: 'combined', label: 'Lồng ghép' },
      { id: 'none', label: 'Không phát sinh' },
    ],
  },
  { name: 'note', label: 'Ghi chú', type: 'text', maximumLength: 1000, multiline: true, once: true, extra: true },
];

export const closingFields: readonly Field[] = [
  { name: 'geo', label: 'Tọa độ', type: 'position', extra: true },
  ...closingFieldsWithoutPlace,
];

export const when = (field: string, ...is: string[]): Condition => ({ field, is });
