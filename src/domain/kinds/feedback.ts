import { audience, closingFieldsWithoutPlace, optionalTopics, title } from './envelope.ts';
import { textOf, type FieldValues, type Finding, type Kind, type KindState } from './field.ts';

const answered: KindState = { id: 'answered', label: 'Đã trả lời' };
const inProgress: KindState = { id: 'inProgress', label: 'Đang xử lý' };
const overdue: KindState = { id: 'overdue', label: 'Quá hạn', isLate: true };

/**
 * Opinions and petitions of citizens and firms (domain card 1.10; plan III.1.c). No field asks who sent it or where they
 * live. It is received, not done: reports count it apart from activities.
 */
export const feedback: Kind = {
  id: 'feedback',
  formTitle: 'Ghi ý kiến, kiến nghị',
  noun: 'ý kiến, kiến nghị',
  minimumPhotos: 0,
  fields: [
    { name: 'receivedOn', label: 'Ngày tiếp nhận', type: 'day', required: true },
    {
      name: 'channel',
      label: 'Kênh tiếp nhận',
      type: 'choice',
      required: true,
      options: [
        { id: 'office', label: 'Tại trụ sở, Một cửa' },
        { id: 'hotline', label: 'Đường dây nóng' },
        { id: 'website', label: 'Trang thông tin điện tử' },
        { id: 'meeting', label: 'Hội nghị, cuộc họp' },
        { id: 'suggestionBox', label: 'Hộp thư góp ý' },
        { id: 'socialNetwork', label: 'Mạng xã hội' },
      ],
    },
    {
      name: 'from',
      label: 'Người gửi',
      type: 'choice',
      required: true,
      options: [
        { id: 'citizen', label: 'Người dân' },
        { id: 'enterprise', label: 'Doanh nghiệp' },
        { id: 'organisation', label: 'Tổ chức' },
        { id: 'authority', label: 'Cơ quan' },
      ],
    },
    { ...title('Nội dung ý kiến, kiến nghị'), hint: 'Không ghi họ tên, số điện thoại, địa chỉ của người gửi' },
    { name: 'answerDueOn', label: 'Hạn trả lời', type: 'day', future: true },
    { name: 'answeredOn', label: 'Ngày trả lời', type: 'day', required: { filled: 'answer' } },
    { name: 'answeredBy', label: 'Bộ phận, đơn vị trả lời', type: 'text', maximumLength: 100 },
    { name: 'answer', label: 'Nội dung trả lời', type: 'text', once: true, maximumLength: 1000, multiline: true },
    optionalTopics,
    audience(undefined),
    // No place: it would be the address of whoever asked.
    ...closingFieldsWithoutPlace,
  ],
  defaults: ({ today }) => ({ receivedOn: today }),
  period: (values) => ({ occurredOn: textOf(values, 'receivedOn'), endedOn: textOf(values, 'answeredOn') ?? textOf(values, 'receivedOn') }),
  goesOn: true,
  rules: [
    { type: 'notBefore', field: 'answerDueOn', other: 'receivedOn' },
    { type: 'notBefore', field: 'answeredOn', other: 'receivedOn' },
  ],
  doubt: doubtPersonalData,
  states: [answered, inProgress, overdue],
  state: stateOf,
};

function stateOf(values: FieldValues, today: string): KindState {
  const due = textOf(values, 'answerDueOn');
  if (textOf(values, 'answeredOn') !== undefined) return answered;
  return due !== undefined && due < today ? overdue : inProgress;
}

/** A telephone number as it is written here, in groups or not, or an address for letters by e-mail. */
const contact = /(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)|[\w.+-]+@[\w-]+\.\w/;

function doubtPersonalData(values: FieldValues): Finding[] {
  return ['title', 'answer', 'note']
    .filter((field) => contact.test(textOf(values, field) ?? ''))
    .map((field) => ({ field, level: 'doubt', reason: 'personalData' }));
}
