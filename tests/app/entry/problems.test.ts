import { describe, expect, test } from 'vitest';
import { writeControls, type Controls } from '../../../src/app/entry/controls.ts';
import { readForm } from '../../../src/app/entry/read-form.ts';
import { sentenceOf } from '../../../src/app/ui/problems.ts';
import { writeTyped } from '../../../src/domain/input.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import type { FieldValues, Finding, Kind } from '../../../src/domain/kinds/field.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { trainingValues } from '../../fakes/device.ts';

const today = '2026-11-24';
const unit = { name: 'Xã Hiệp Cường', tier: 'commune' as const, validFrom: '2025-07-01', validTo: null };

function sentences(kind: Kind, values: FieldValues, changed: Controls = {}): Record<string, string> {
  const controls = { ...writeControls(kind.fields, writeTyped(kind.fields, values), today), ...changed };
  const { problems } = readForm(kind, controls, { today, photoCount: 1, served: [], unit });
  return Object.fromEntries(problems.map((problem) => [problem.field, problem.sentence]));
}

describe('what the form says', () => {
  test('names what was not typed and what was not chosen', () => {
    expect(sentences(training, { startDate: today, endDate: today, form: 'inPerson', classes: 1, sessionsCount: 1 })).toEqual({
      title: 'Chưa nhập tên lớp tập huấn',
      attendance: 'Chưa nhập số người dự',
      audience: 'Chưa chọn đối tượng',
      lecturers: 'Chưa nhập báo cáo viên',
      topics: 'Chưa chọn nội dung CCHC',
      venue: 'Chưa nhập địa điểm tổ chức',
    });
  });

  test('gives an example for what cannot be read, once for each field', () => {
    const typed = { attendance: 'bốn mươi', 'startDate:mode': 'other', 'startDate:typed': '31/2' };
    expect(sentences(training, trainingValues(), typed)).toEqual({
      attendance: 'Số chưa đúng. Ví dụ: 1.234 hoặc 0,5',
      startDate: 'Ngày chưa đúng. Ví dụ: 05/03/2026',
    });
  });

  test('names the column that is to be a number', () => {
    const materials = [{ name: 'Tờ rơi', copies: 'nhiều' }];
    expect(sentences(training, trainingValues(), { materials })).toEqual({ materials: 'Số bộ phải là số tròn. Ví dụ: 12' });
  });

  test('says of a day to come what today is', () => {
    expect(sentences(training, { ...trainingValues(), startDate: '2026-11-25', endDate: '2026-11-25' })).toMatchObject({
      startDate: 'Ngày bắt đầu không thể sau hôm nay (24/11/2026)',
    });
  });

  test('asks about an unusual figure with its unit', () => {
    expect(sentences(training, { ...trainingValues(), attendance: 4800 })).toEqual({
      attendance: 'Số người dự: 4.800 lượt người là nhiều so với thường lệ. Đúng thì bấm Giữ nguyên.',
    });
  });

  test('says of a unit that was not there on the day since when it is', () => {
    expect(sentences(training, { ...trainingValues(), startDate: '2025-06-01', endDate: '2025-06-01' })).toMatchObject({
      startDate: 'Xã Hiệp Cường mới có từ ngày 01/07/2025. Ngày này ghi cho đơn vị cũ.',
    });
  });
});

describe('every finding has a sentence of its own', () => {
  const field = broadcast.fields.find((each) => each.name === 'durationMinutes');
  const reasons: [Finding['reason'], string, string][] = [
    ['required', '', 'Chưa nhập thời lượng một lần phát'],
    ['tooShort', '5', 'Thời lượng một lần phát cần ít nhất 5 chữ cái'],
    ['tooLong', '300', 'Thời lượng một lần phát dài quá 300 chữ cái. Viết gọn lại.'],
    ['belowMinimum', '0.5', 'Thời lượng một lần phát ít nhất là 0,5 phút'],
    ['aboveMaximum', '120', 'Thời lượng một lần phát nhiều nhất là 120 phút'],
    ['unusuallyLarge', '16', 'Thời lượng một lần phát: 16 phút là nhiều so với thường lệ. Đúng thì bấm Giữ nguyên.'],
    ['unusuallySmall', '12', 'Thời lượng một lần phát: 5 phút là ít so với thường lệ. Đúng thì bấm Giữ nguyên.'],
    ['notWhole', '', 'Thời lượng một lần phát phải là số tròn. Ví dụ: 12'],
    ['future', today, 'Thời lượng một lần phát không thể sau hôm nay (24/11/2026)'],
    ['long-ago', '2026-10-01', 'Ngày 01/10/2026 đã qua hơn 30 ngày. Đúng thì bấm Giữ nguyên.'],
    ['closedPeriod', '2026-09-14', 'Ngày 14/09/2026 thuộc kỳ báo cáo đã chốt số liệu ngày 14/09/2026. Đúng thì bấm Giữ nguyên.'],
    ['before', 'Ngày bắt đầu', 'Thời lượng một lần phát không thể trước ngày bắt đầu'],
    ['above', 'Số cụm loa hiện có', 'Thời lượng một lần phát không thể nhiều hơn số cụm loa hiện có'],
    ['unusuallyAbove', 'Số người dự', 'Thời lượng một lần phát nhiều hơn số người dự. Đúng thì bấm Giữ nguyên.'],
    ['notOffered', '', 'Thời lượng một lần phát: lựa chọn này không dùng được nữa. Chọn lại.'],
    ['tooMany', '31', 'Một mục ghi nhiều nhất 31 ngày. Tách thành nhiều mục.'],
    ['unexpectedForm', '184/KH-UBND', 'Thời lượng một lần phát thường viết như 184/KH-UBND. Đúng thì bấm Giữ nguyên.'],
    ['outsideProvince', '', 'Vị trí nằm ngoài tỉnh. Đúng thì bấm Giữ nguyên.'],
    ['outsideHours', '05:00–20:00', 'Giờ phát ngoài khung 05:00–20:00. Đúng thì bấm Giữ nguyên.'],
    ['wrongType', '', 'Số chưa đúng. Ví dụ: 1.234 hoặc 0,5'],
    ['photo', '1', 'Chưa đủ ảnh: cần ít nhất 1 ảnh minh chứng'],
    ['slotTooLong', '45', 'Một buổi phát dài hơn 45 phút. Đúng thì bấm Giữ nguyên.'],
    ['perDay', '3', 'Hơn 3 lượt phát mỗi ngày. Đúng thì bấm Giữ nguyên.'],
  ];

  test.each(reasons)('%s %s', (reason, detail, sentence) => {
    const finding: Finding = { field: 'durationMinutes', level: 'doubt', reason, detail };
    expect(sentenceOf(finding, { field, values: { durationMinutes: 5 } })).toBe(sentence);
  });
});
