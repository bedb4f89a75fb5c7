import { describe, expect, test } from 'vitest';
import { changeLines, conflictLines } from '../../../src/app/review/change-lines.ts';
import { detailLines } from '../../../src/app/ui/detail-lines.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { training } from '../../../src/domain/kinds/training.ts';
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

  test('two different values by two people are both shown', () => {
    const entry = sampleEntry({ conflicts: [{ field: 'attendance', kept: 48, lost: 45, revision: 4 }] });
    expect(plain(conflictLines(entry, training, unitName))).toEqual(['Số người dự: đang ghi 48 lượt người, bản kia ghi 45 lượt người']);
  });
});

describe('the fields of an entry', () => {
  test('days, times, options, units and sums read as people say them', () => {
    const lines = detailLines(broadcast, { ...broadcastValues(), airedFor: ['a', 'b'] }, unitName);
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
    const lines = detailLines(training, values, unitName);
    expect(lines.find((line) => line.field === 'lecturers')?.texts).toEqual(['Phạm Thị Hoa – Phó Chánh Văn phòng', 'Lê Văn Út']);
  });

  test('what is not filled is not shown', () => {
    expect(detailLines(training, { attendance: 3 }, unitName).map((line) => line.field)).toEqual(['attendance']);
  });
});
