import { describe, expect, test } from 'vitest';
import { changeLines, conflictLines } from '../../../src/app/review/change-lines.ts';
import { detailLines } from '../../../src/app/ui/detail-lines.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { contest } from '../../../src/domain/kinds/contest.ts';
import { feedback } from '../../../src/domain/kinds/feedback.ts';
import type { FieldValues, Kind } from '../../../src/domain/kinds/field.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { attachment } from '../../fakes/attachment-reference.ts';
import { broadcastValues, trainingValues } from '../../fakes/device.ts';
import { returned, sampleEntry, samplePhoto } from './sample-row.ts';

const unitName = (key: string): string => ({ a: 'Xã Hiệp Cường', b: 'Phường Phố Hiến' })[key] ?? key;
const plain = (lines: string[]): string[] => lines.map((line) => line.replaceAll('\u00A0', ' '));

describe('before and after of a resubmitted entry', () => {
  test('fields in the order of the form, with label and unit of measure', () => {
    const entry = sampleEntry({
      review: returned,
      changes: { venue: [null, 'Hội trường UBND xã'], attendance: [4, 48], form: ['online', 'inPerson'] },
    });
    expect(plain(changeLines(entry, training, unitName))).toEqual([
      'Số người dự: 4 lượt người → 48 lượt người',
      'Hình thức lớp: Trực tuyến → Trực tiếp',
      'Địa điểm tổ chức: để trống → Hội trường UBND xã',
    ]);
  });

  test('a field changed and changed back is no change', () => {
    expect(changeLines(sampleEntry({ changes: { attendance: [48, 48] } }), training, unitName)).toEqual([]);
  });

  test('photos are counted, added and removed', () => {
    const entry = sampleEntry({
      photos: [samplePhoto('new-1'), samplePhoto('new-2')],
      changes: { 'photo:old': ['old', null], 'photo:new-1': [null, 'new-1'], 'photo:new-2': [null, 'new-2'] },
    });
    expect(changeLines(entry, training, unitName)).toEqual(['Thêm 2 ảnh', 'Bỏ 1 ảnh']);
  });

  test('files are named when they came and counted when they went', () => {
    const entry = sampleEntry({
      attachments: [attachment({ id: 'new', name: 'Giấy mời.pdf' })],
      changes: { 'attachment:old': ['old', null], 'attachment:new': [null, 'new'], 'attachment:gone': [null, 'gone'] },
    });
    expect(changeLines(entry, training, unitName)).toEqual(['Thêm tệp: Giấy mời.pdf', 'Bỏ 1 tệp']);
  });

  test('two different values by two people are both shown', () => {
    const entry = sampleEntry({ conflicts: [{ field: 'attendance', kept: 48, lost: 45, revision: 4 }] });
    expect(plain(conflictLines(entry, training, unitName))).toEqual(['Số người dự: đang ghi 48 lượt người, bản kia ghi 45 lượt người']);
  });
});

const today = '2026-11-24';

describe('the fields of an entry', () => {
  test('days, times, options, units and sums read as people say them', () => {
    const lines = detailLines(broadcast, { ...broadcastValues(), airedFor: ['a', 'b'] }, { today, unitName });
    const text = Object.fromEntries(lines.map((line) => [line.label, plain(line.texts).join('|')]));
    expect(text).toMatchObject({
      'Ngày phát': '24/11/2026',
      'Giờ phát': '17:00',
      'Phát cho xã, phường': 'Xã Hiệp Cường, Phường Phố Hiến',
      'Thời lượng một lần phát': '15 phút',
      'Thể loại': 'Tin',
      'Tổng thời lượng': '15 phút',
    });
  });

  test('a list of people is one line each', () => {
    const values = { ...trainingValues(), lecturers: [{ name: 'Phạm Thị Hoa', position: 'Phó Chánh Văn phòng' }, { name: 'Lê Văn Út' }] };
    const lines = detailLines(training, values, { today, unitName });
    expect(lines.find((line) => line.field === 'lecturers')?.texts).toEqual(['Phạm Thị Hoa – Phó Chánh Văn phòng', 'Lê Văn Út']);
  });

  test('what is not filled is not shown', () => {
    expect(detailLines(training, { attendance: 3 }, { today, unitName }).map((line) => line.field)).toEqual(['attendance']);
  });

  test('a petition says first whether it was answered, and is overdue the day after it was due', () => {
    const values = { receivedOn: '2026-11-01', answerDueOn: '2026-11-23' };
    expect(firstLine(feedback, values, '2026-11-23')).toEqual(['Đang xử lý']);
    expect(firstLine(feedback, values, '2026-11-24')).toEqual(['Quá hạn']);
    expect(firstLine(feedback, { ...values, answeredOn: '2026-11-24' }, '2026-11-24')).toEqual(['Đã trả lời']);
    expect(firstLine(feedback, { receivedOn: '2026-11-01' }, '2027-11-24')).toEqual(['Đang xử lý']);
  });

  test('a contest says that its figures are not the last ones while it runs', () => {
    const values = { openTo: '2026-11-24' };
    expect(firstLine(contest, values, '2026-11-24')).toEqual(['Đang diễn ra, số liệu lũy kế']);
    expect(firstLine(contest, values, '2026-11-25')).toEqual(['Đã kết thúc']);
  });

  test('the address of a page is a link, and what only looks like one is not', () => {
    expect(href('https://baohungyen.vn/a')).toBe('https://baohungyen.vn/a');
    expect(href('javascript:alert(1)')).toBeUndefined();
  });
});

function href(url: string): string | undefined {
  const lines = detailLines(mediaItem, { outletType: 'fanpage', url }, { today, unitName });
  return lines.find((line) => line.field === 'url')?.href;
}

function firstLine(kind: Kind, values: FieldValues, day: string): string[] | undefined {
  return detailLines(kind, values, { today: day, unitName })[0]?.texts;
}
