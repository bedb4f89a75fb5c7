import { describe, expect, test } from 'vitest';
import { readingMessages } from '../../src/app/messages/vi.reading.ts';
import { reviewMessages } from '../../src/app/messages/vi.review.ts';
import { messages } from '../../src/app/messages/vi.ts';

const safe = /vẫn/;

describe('something that the system did not take', () => {
  test('is said to be safe, before why it was not taken and what to do', () => {
    const { held, heldByConflict, heldDecision, badPhoto, stranded, erased } = readingMessages;
    const ofChanges = [...Object.values(held), ...Object.values(heldByConflict), heldDecision];
    for (const said of [...ofChanges, ...Object.values(badPhoto), stranded, erased]) {
      expect(said).toHaveLength(3);
      expect(said[0]).toMatch(safe);
    }
  });

  test('or a decision of a reviewer: the same in one breath', () => {
    const { title: _title, see: _see, dismiss: _dismiss, conflict, ...sentences } = reviewMessages.refusedDecisions;
    for (const said of [conflict('Tập huấn', 'Số người dự'), conflict(null, null)]) expect(said).toMatch(safe);
    for (const sentence of Object.values(sentences)) expect(typeof sentence === 'string' ? sentence : sentence('Tập huấn')).toMatch(safe);
  });

  test('and what has waited for long', () => {
    expect(messages.sending.old(5, '21/11').join(' ')).toMatch(safe);
    expect(messages.sending.veryOld(5, 8).join(' ')).toMatch(safe);
  });
});
