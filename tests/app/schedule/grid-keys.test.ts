import { describe, expect, test } from 'vitest';
import { gridAction } from '../../../src/app/schedule/grid-keys.ts';

const press = (key: string, change: object = {}) => gridAction({ key, repeat: false, isComposing: false, modified: false, ...change });

describe('a key pressed in the week', () => {
  test('arrows move, digits go to a day, Space ticks, 0 leaves out, Enter logs', () => {
    expect(press('ArrowLeft')).toEqual({ type: 'move', rows: 0, columns: -1 });
    expect(press('7')).toEqual({ type: 'toColumn', column: 6 });
    expect([press(' '), press('0'), press('Enter')]).toEqual([{ type: 'held' }, { type: 'leftOut' }, { type: 'enter' }]);
  });

  test('letters, what an input method sends, and shortcuts do nothing', () => {
    for (const key of ['d', 'đ', 'Backspace', '8', 'w']) expect(press(key)).toBeNull();
    expect(press(' ', { isComposing: true })).toBeNull();
    expect(press('Enter', { modified: true })).toBeNull();
  });

  test('held down it moves on, but ticks and logs once', () => {
    expect(press('ArrowDown', { repeat: true })).not.toBeNull();
    expect([press(' ', { repeat: true }), press('Enter', { repeat: true })]).toEqual([null, null]);
  });
});
