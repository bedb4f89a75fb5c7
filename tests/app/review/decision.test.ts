import { describe, expect, test } from 'vitest';
import { whyBlocked } from '../../../src/app/review/may-decide.ts';
import { neighbour, nextItem } from '../../../src/app/review/next-item.ts';
import { readDecision } from '../../../src/app/review/remark.ts';
import { sampleEntry } from './sample-row.ts';

describe('what goes back to the person who wrote the entry', () => {
  const typed = { verdict: 'return' as const, reason: null, text: '', flags: [] };

  test('nothing is returned without words', () => {
    expect(readDecision(typed)).toEqual({ status: 'missing', what: 'reason' });
    expect(readDecision({ ...typed, reason: '', text: '  ' })).toEqual({ status: 'missing', what: 'text' });
  });

  test('a reason alone is enough, a text is put behind it', () => {
    expect(readDecision({ ...typed, reason: 'Số liệu chưa khớp' })).toMatchObject({ status: 'complete', remark: 'Số liệu chưa khớp' });
    expect(readDecision({ ...typed, reason: 'Số liệu chưa khớp', text: ' 4 hay 48? ' })).toMatchObject({
      remark: 'Số liệu chưa khớp. 4 hay 48?',
    });
  });

  test('a text alone is enough to return', () => {
    expect(readDecision({ ...typed, text: 'Ảnh 2 mờ', flags: ['photo:2'] })).toEqual({
      status: 'complete',
      verdict: 'return',
      remark: 'Ảnh 2 mờ',
      flags: ['photo:2'],
    });
  });

  test('a rejection needs a chosen reason and flags nothing to mend', () => {
    expect(readDecision({ ...typed, verdict: 'reject', text: 'trùng' })).toEqual({ status: 'missing', what: 'rejectReason' });
    expect(readDecision({ verdict: 'reject', reason: 'Trùng với mục khác', text: '', flags: ['attendance'] })).toMatchObject({ flags: [] });
  });

  test('letters typed in pieces are stored whole', () => {
    expect(readDecision({ ...typed, text: 'Ảnh mờ'.normalize('NFD') })).toMatchObject({ remark: 'Ảnh mờ'.normalize('NFC') });
  });
});

describe('who is offered a decision', () => {
  const reviewer = { id: 'hanh', roles: ['reviewer'] };

  test('a reviewer on a submitted entry of somebody else', () => {
    expect(whyBlocked(sampleEntry(), reviewer, false)).toBeNull();
  });
  test('not while own changes of the entry wait', () => {
    expect(whyBlocked(sampleEntry(), reviewer, true)).toBe('waiting');
  });
  test('not on what one wrote oneself', () => {
    expect(whyBlocked(sampleEntry(), { id: 'an', roles: ['reporter', 'reviewer'] }, false)).toBe('own');
  });
  test('not on what is decided already', () => {
    expect(whyBlocked(sampleEntry({ status: 'approved' }), reviewer, false)).toBe('status');
  });
  test('not by a reporter', () => {
    expect(whyBlocked(sampleEntry(), { id: 'b', roles: ['reporter'] }, false)).toBe('notAllowed');
  });
});

describe('which item comes next', () => {
  const ids = ['a', 'b', 'c', 'd'];
  test('the one below', () => expect(nextItem(ids, 'b', new Set())).toBe('c'));
  test('over what was skipped', () => expect(nextItem(ids, 'b', new Set(['c']))).toBe('d'));
  test('from the top when the end is reached', () => expect(nextItem(ids, 'd', new Set(['a']))).toBe('b'));
  test('a skipped one when nothing else is left', () => expect(nextItem(['a', 'b'], 'b', new Set(['a']))).toBe('a'));
  test('nothing after the last', () => expect(nextItem(['a'], 'a', new Set())).toBeNull());
  test('arrows stay within the list', () => {
    expect(neighbour(ids, 'a', -1)).toBe('a');
    expect(neighbour(ids, 'd', 1)).toBe('d');
    expect(neighbour(ids, null, 1)).toBe('a');
  });
});
