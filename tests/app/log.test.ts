import { expect, test } from 'vitest';
import { searcherFor } from '../../src/app/log/keeps-row.ts';
import { lastDay, monthBefore, monthRange } from '../../src/app/log/month.ts';
import { foldForSearch } from '../../src/domain/text.ts';

test.each(['hiep cuong', 'HIỆP CƯỜNG', 'cường hiệp', 'Hiệp'.normalize('NFD')])('"%s" finds Hiệp Cường', (typed) => {
  expect(searcherFor(typed)(foldForSearch('Bản tin xã Hiệp Cường'))).toBe(true);
});

test('every word must be there', () => {
  expect(searcherFor('hiep hoa')(foldForSearch('Bản tin xã Hiệp Cường'))).toBe(false);
});

test('months before, over the year and back', () => {
  expect([monthBefore('2026-01', 1), monthBefore('2026-11', 11), monthBefore('2025-12', -1)]).toEqual(['2025-12', '2025-12', '2026-01']);
  expect(monthRange('2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-31' });
  expect(lastDay('2028-02')).toBe('2028-02-29');
});
