import { audience, closingFields, place, title, topics } from './envelope.ts';
import { textOf, type ChoiceField, type FieldValues, type Kind } from './field.ts';

const meetingType: ChoiceField = {
  name: 'meetingType',
  label: 'Cuộc họp',
  type: 'choice',
  required: true,
  options: [
    { id: 'briefingMeeting', label: 'Giao ban UBND' },
    { id: 'officeMeeting', label: 'Họp cơ quan' },
    { id: 'partyCell', label: 'Sinh hoạt chi bộ' },
    { id: 'hamletMeeting', label: 'Họp thôn, tổ dân phố' },
    { id: 'lawEducation', label: 'Hội nghị phổ biến, giáo dục pháp luật' },
    { id: 'massOrganisation', label: 'Sinh hoạt đoàn thể' },
    { id: 'voterMeeting', label: 'Tiếp xúc cử tri' },
    { id: 'school', label: 'Sinh hoạt tại trường học' },
  ],
};

/** Who usually leads such a meeting, and who sits in it. */
const usualPeople: Record<string, { host: string; audience: string }> = {
  briefingMeeting: { host: 'Lãnh đạo UBND', audience: 'officials' },
  officeMeeting: { host: 'Lãnh đạo cơ quan', audience: 'officials' },
  partyCell: { host: 'Bí thư chi bộ', audience: 'officials' },
  hamletMeeting: { host: 'Trưởng thôn, tổ trưởng tổ dân phố', audience: 'people' },
  lawEducation: { host: 'Hội đồng phối hợp phổ biến, giáo dục pháp luật', audience: 'people' },
  massOrganisation: { host: 'Ban chấp hành đoàn thể', audience: 'massOrganisations' },
  voterMeeting: { host: 'Tổ đại biểu HĐND', audience: 'people' },
  school: { host: 'Ban giám hiệu nhà trường', audience: 'students' },
};

/**
 * A few minutes about the reform within another meeting (domain card 1.8). Logged in six taps: what kind of meeting says
 * who was there and what it is called, and the two figures start from the usual ones.
 */
export const integratedMeeting: Kind = {
  id: 'integratedMeeting',
  formTitle: 'Ghi lồng ghép trong cuộc họp',
  noun: 'cuộc họp lồng ghép',
  minimumPhotos: 0,
  fields: [
    { name: 'heldOn', label: 'Ngày họp', type: 'day', required: true },
    meetingType,
    topics,
    {
      name: 'durationMinutes',
      label: 'Thời gian dành cho CCHC',
      type: 'number',
      unit: 'phút',
      required: true,
      minimum: 1,
      maximum: 240,
      usualMaximum: 60,
      step: 5,
    },
    {
      name: 'attendance',
      label: 'Số người dự',
      type: 'number',
      unit: 'lượt người',
      required: true,
      minimum: 1,
      maximum: 5000,
      usualMaximum: 300,
      step: 5,
      merge: 'manual',
    },
    { ...title('Nội dung lồng ghép'), usual: true },
    { ...audience(true), usual: true },
    { name: 'host', label: 'Chủ trì', type: 'text', required: true, usual: true, maximumLength: 150 },
    { name: 'presenter', label: 'Người trình bày', type: 'text', maximumLength: 100, extra: true },
    { name: 'minutesReference', label: 'Biên bản, thông báo', type: 'text', once: true, maximumLength: 200, extra: true },
    place,
    ...closingFields,
  ],
  defaults: ({ today }) => ({ heldOn: today, meetingType: 'briefingMeeting', durationMinutes: 10, attendance: 20 }),
  period: (values) => ({ occurredOn: textOf(values, 'heldOn'), endedOn: textOf(values, 'heldOn') }),
  derive: followsFromMeeting,
};

function followsFromMeeting(values: FieldValues): FieldValues {
  const meeting = meetingType.options.find((option) => option.id === values['meetingType']);
  const people = usualPeople[meeting?.id ?? ''];
  if (!meeting || !people) return {};
  return { title: `Lồng ghép nội dung CCHC: ${meeting.label}`, host: people.host, audience: [people.audience] };
}
