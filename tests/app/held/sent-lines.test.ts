import { describe, expect, test } from 'vitest';
import { labelOf, sentLines } from '../../../src/app/held/sent-lines.ts';
import { heldMessages } from '../../../src/app/messages/vi.held.ts';
import { readingMessages } from '../../../src/app/messages/vi.reading.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { heldReasons } from '../../../src/protocol/mutation.ts';

const nameOf = (key: string): string => (key === 'a@0' ? 'Xã Song Mai' : key);

describe('what a change says that was not taken', () => {
  test('is told as before and after, in the order of the form, with the form’s words', () => {
    const sent = {
      airings: [1, 2],
      durationMinutes: [15, 30],
      genre: ['newsItem', null],
      status: ['draft', 'submitted'],
    } satisfies Record<string, [unknown, unknown]>;
    const lines = sentLines({ type: 'edit', sent }, broadcast, nameOf);
    expect(lines).toHaveLength(3);
    expect(lines).toContain(`${labelOf('durationMinutes', broadcast)}: 15\u00A0phút → 30\u00A0phút`);
    expect(lines.find((line) => line.startsWith(labelOf('genre', broadcast)))).toMatch(/→ để trống$/);
    const order = broadcast.fields.map((field) => field.label);
    const places = lines.map((line) => order.findIndex((label) => line.startsWith(`${label}:`)));
    expect([...places].sort((one, other) => one - other)).toEqual(places);
  });

  test('of a first version, is each value by itself; its title stands above', () => {
    const sent = { title: [null, 'Bản tin'], durationMinutes: [null, 15], photos: [[], ['a', 'b']] } satisfies Record<
      string,
      [unknown, unknown]
    >;
    expect(sentLines({ type: 'new', sent }, broadcast, nameOf)).toEqual([
      `${labelOf('durationMinutes', broadcast)}: 15\u00A0phút`,
      'Ảnh: 2',
    ]);
  });

  test('of a move, names the units', () => {
    expect(sentLines({ type: 'move', sent: { unit: ['b@0', 'a@0'] } }, broadcast, nameOf)).toEqual(['Đơn vị: b@0 → Xã Song Mai']);
  });

  test('in a shape of a newer build, is told as far as it can be read', () => {
    expect(sentLines({ type: 'edit', sent: { later: [{ a: 1 }, 'mới'] } }, broadcast, nameOf)).toEqual(['later: mới']);
  });
});

describe('why it was not taken', () => {
  test('is a sentence for the supervisor and one that says what to do, for every reason', () => {
    for (const reason of heldReasons) for (const sentence of heldMessages.reasons[reason]) expect(sentence).toMatch(/\.$/);
  });

  test('its author is told that the supervisor sees it, unless it is the supervisor’s own to mend', () => {
    for (const reason of heldReasons.filter((each) => each !== 'stale_review' && each !== 'exists'))
      expect(readingMessages.held[reason][2]).toContain('Người duyệt cũng thấy thay đổi này.');
  });
});

describe('a file that cannot be handed in', () => {
  test('says first what is safe', () => {
    for (const sentence of Object.values(heldMessages.files.failure))
      expect(sentence).toMatch(/^(Tệp vẫn còn nguyên|Nội dung trên máy không thay đổi)\. /);
  });
});
