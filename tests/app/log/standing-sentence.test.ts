import { describe, expect, test } from 'vitest';
import { standingSentence } from '../../../src/app/log/standing-sentence.ts';

describe('an entry that two people wrote differently', () => {
  test('asks whoever may choose to choose, and says for how many places', () => {
    expect(standingSentence('conflict', { places: 1, mayChoose: true })).toBe(
      'Mục này được sửa ở hai nơi. Chọn nội dung đúng cho 1 chỗ khác nhau.',
    );
    expect(standingSentence('conflict', { places: 3, mayChoose: true })).toContain('3 chỗ khác nhau');
  });

  test('asks nothing of whoever only reads it', () => {
    expect(standingSentence('conflict', { places: 1, mayChoose: false })).toBe(
      'Mục này được sửa ở hai nơi. Người ghi còn phải chọn nội dung đúng.',
    );
  });
});

test('every other state has the one sentence of its own', () => {
  expect(standingSentence('received', { places: 0, mayChoose: true })).toBe('Tỉnh đã nhận, đang chờ duyệt.');
});
