import { describe, expect, test } from 'vitest';
import { keyAction, type KeyAction, type Press, type Situation } from '../../../src/app/review/review-keys.ts';

const usual: Situation = { focus: 'queue', lettersOn: true, shownFor: 1000, mayDecide: true, mayApprove: true, hasItem: true };

type Row = [key: string, situation: string, change: Partial<Situation & Press>, action: KeyAction | null];

const table: Row[] = [
  ['ArrowDown', 'in the list', {}, 'next'],
  ['ArrowUp', 'in the list', {}, 'previous'],
  ['ArrowDown', 'held down', { repeat: true }, 'next'],
  ['ArrowDown', 'on the heading', { focus: 'elsewhere' }, 'takeFocus'],
  ['ArrowDown', 'on a button', { focus: 'control' }, 'takeFocus'],
  ['ArrowDown', 'in the search box', { focus: 'typing' }, null],
  ['ArrowDown', 'with an empty list', { hasItem: false }, null],
  ['Enter', 'in the list', {}, 'approve'],
  ['Enter', 'held down', { repeat: true }, null],
  ['Enter', '399 ms after the item came', { shownFor: 399 }, null],
  ['Enter', '400 ms after the item came', { shownFor: 400 }, 'approve'],
  ['Enter', 'on a button, which has its own use of it', { focus: 'control' }, null],
  ['Enter', 'on the heading', { focus: 'elsewhere' }, null],
  ['Enter', 'in the search box', { focus: 'typing' }, null],
  ['Enter', 'in a dialog', { focus: 'dialog' }, null],
  ['Enter', 'with Ctrl', { modified: true }, null],
  ['Enter', 'while the item has changed', { mayDecide: false }, null],
  ['Enter', 'with letters turned off', { lettersOn: false }, 'approve'],
  ['t', 'in the list', {}, 'return'],
  ['Enter', 'while its author has to choose between two values', { mayApprove: false }, null],
  [' ', 'while its author has to choose between two values', { mayApprove: false }, null],
  ['t', 'while its author has to choose between two values', { mayApprove: false }, 'return'],
  ['T', 'with caps lock', {}, 'return'],
  ['t', 'while the item has changed', { mayDecide: false }, null],
  ['t', 'composing a word', { isComposing: true }, null],
  ['t', 'in the remark', { focus: 'dialog' }, null],
  ['t', 'in the search box', { focus: 'typing' }, null],
  ['t', 'held down', { repeat: true }, null],
  ['t', 'with Ctrl', { modified: true }, null],
  ['t', 'with letters turned off', { lettersOn: false }, null],
  ['b', 'in the list', {}, 'skip'],
  ['b', 'while the item may not be decided', { mayDecide: false }, 'skip'],
  ['p', 'in the list', {}, 'photos'],
  ['?', 'in the list', {}, 'keys'],
  ['Backspace', 'sent by an input method', {}, null],
  ['đ', 'sent by an input method', {}, null],
  ['d', 'in the list', {}, null],
  ['a', 'in the list', {}, null],
  [' ', 'in the list', {}, 'choose'],
  [' ', 'held down', { repeat: true }, null],
  [' ', 'on a button, which has its own use of it', { focus: 'control' }, null],
  [' ', 'while the item may not be decided', { mayDecide: false }, null],
  [' ', 'with letters turned off', { lettersOn: false }, 'choose'],
  ['h', 'in the list', {}, 'undo'],
  ['H', 'with caps lock', {}, 'undo'],
  ['h', 'with nothing left to decide', { hasItem: false }, 'undo'],
  ['h', 'held down', { repeat: true }, null],
  ['h', 'in the remark', { focus: 'dialog' }, null],
  ['h', 'in the search box', { focus: 'typing' }, null],
  ['h', 'with letters turned off', { lettersOn: false }, null],
];

describe('keys of the review screen', () => {
  test.each(table)('%s %s', (key, _situation, change, action) => {
    const press: Press = { key, repeat: false, isComposing: false, modified: false, ...change };
    expect(keyAction(press, { ...usual, ...change })).toBe(action);
  });
});
