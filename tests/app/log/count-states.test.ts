import { describe, expect, test } from 'vitest';
import { countStates } from '../../../src/app/log/count-states.ts';
import { stateMessages } from '../../../src/app/messages/vi.states.ts';
import { feedback } from '../../../src/domain/kinds/feedback.ts';
import type { FieldValues } from '../../../src/domain/kinds/field.ts';
import { leaflet } from '../../../src/domain/kinds/leaflet.ts';
import { planEntry } from '../../fakes/plan-entries.ts';

const received = (id: string, values: FieldValues, status: 'submitted' | 'void' = 'submitted') =>
  planEntry({ id, unit: '12322@2025-07-01', kind: 'feedback', status, values: { receivedOn: '2026-11-02', ...values } });

const entries = [
  received('answered', { answerDueOn: '2026-11-10', answeredOn: '2026-11-20' }),
  received('due', { answerDueOn: '2026-11-24' }),
  received('without a day', {}),
  received('taken back', { answerDueOn: '2026-11-03' }, 'void'),
];

function standing(today: string) {
  return countStates(feedback, entries, today).map((each) => [each.state.label, each.entries.map(({ id }) => id)]);
}

describe('opinions and petitions in the book', () => {
  test('an answer is overdue from the day after its last one, without anybody writing anything', () => {
    expect(standing('2026-11-24')).toEqual([
      ['Đã trả lời', ['answered']],
      ['Đang xử lý', ['due', 'without a day']],
      ['Quá hạn', []],
    ]);
    expect(standing('2026-11-25')).toEqual([
      ['Đã trả lời', ['answered']],
      ['Đang xử lý', ['without a day']],
      ['Quá hạn', ['due']],
    ]);
  });

  test('the line says how many came, and how they stand', () => {
    const counts = countStates(feedback, entries, '2026-11-25');
    expect(stateMessages.counts(counts.map(({ state, entries: each }) => ({ label: state.label, count: each.length })))).toBe(
      'Đã tiếp nhận 3 · đã trả lời 1 · đang xử lý 1 · quá hạn 1',
    );
  });

  test('of what was done, and not received, nothing of the kind is said', () => {
    expect(countStates(leaflet, entries, '2026-11-25')).toEqual([]);
  });
});
