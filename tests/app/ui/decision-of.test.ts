import { describe, expect, test } from 'vitest';
import { decisionOf } from '../../../src/app/ui/decision-of.ts';

describe('the history of an entry', () => {
  test.each([
    ['đã duyệt', { type: 'review', verdict: 'approve' }],
    ['đã trả lại để sửa: «Bổ sung số người dự»', { type: 'review', verdict: 'return', remark: 'Bổ sung số người dự' }],
    ['không duyệt: «Trùng với mục khác»', { type: 'review', verdict: 'reject', remark: 'Trùng với mục khác' }],
    ['đã mở lại', { type: 'reopen' }],
    ['đã mở lại: «Không trùng»', { type: 'reopen', remark: 'Không trùng' }],
    ['đã hủy', { type: 'void' }],
    ['đã rút lại quyết định', { type: 'withdraw' }],
  ])('says “%s” after the name', (said, change) => {
    expect(decisionOf({ outcome: 'ok', ...change })).toBe(said);
  });

  test('does not say that something was decided which was refused, or of which the server does not say how', () => {
    expect(decisionOf({ type: 'review', verdict: 'approve', outcome: 'held' })).toBeNull();
    expect(decisionOf({ type: 'review', outcome: 'ok' })).toBeNull();
    expect(decisionOf({ type: 'review', verdict: 'unheardOf', outcome: 'ok' })).toBeNull();
  });

  test('leaves what is no decision to its own words', () => {
    expect(decisionOf({ type: 'edit', outcome: 'ok' })).toBeNull();
    expect(decisionOf({ type: 'erase', outcome: 'ok', remark: 'Công văn 12/STP' })).toBeNull();
  });
});
