import { describe, expect, test } from 'vitest';
import { covers } from '../../src/domain/covers.ts';

const edit = (set: object, more: object = {}) => ({ type: 'edit', set, ...more });

describe('a refused change is answered by a later one that was taken', () => {
  test.each([
    ['of the same fields', edit({ airings: 2, title: 'B' }), edit({ airings: 3, title: 'B' })],
    ['of these and more', edit({ airings: 2 }), edit({ airings: 3, title: 'B' })],
    ['that leaves the members of a field as they are', edit({}, { add: { topics: ['a'] } }), edit({}, { add: { topics: [] } })],
    ['that empties the field', edit({}, { add: { topics: ['a'] }, remove: { topics: [] } }), edit({ topics: null })],
    ['that takes the photo out again', edit({}, { photosAdded: [{ id: 'p' }] }), edit({}, { photosRemoved: ['p'] })],
    ['that is the whole entry', edit({ airings: 2 }), { type: 'new', set: {} }],
    ['when it was a first version itself', { type: 'new', set: { airings: 2 } }, { type: 'new', set: {} }],
    ['when it chose between two values', { type: 'resolve', field: 'airings', pick: 2 }, edit({ airings: 3 })],
    ['when all it wanted was to be submitted', edit({}, { submit: true }), { type: 'submit' }],
    ['whether that submits or not, where it had words too', edit({ airings: 2 }, { submit: true }), edit({ airings: 3 })],
    ['when it was the same decision', { type: 'review', verdict: 'approve' }, { type: 'review', verdict: 'return' }],
  ])('%s', (_, refused, taken) => {
    expect(covers(taken, refused)).toBe(true);
  });
});

describe('a refused change is not answered by one', () => {
  test.each([
    ['of some of its fields only', edit({ airings: 2, programme: 'B' }), edit({ airings: 3 })],
    ['that lacks a photo of it', edit({ airings: 2 }, { photosAdded: [{ id: 'p' }] }), edit({ airings: 2 })],
    ['of another kind', { type: 'void' }, edit({ airings: 3 })],
    ['that is another comment', { type: 'comment', comment: 'a' }, { type: 'comment', comment: 'b' }],
    ['that gives another one up', edit({ airings: 2 }), { type: 'dismiss', held: ['replica', 1] }],
    ['when nobody can tell what it spoke of', { type: 'from-the-future' }, { type: 'new', set: {} }],
    ['when there is nothing to be read in it', edit({}, { set: 'nonsense', photosAdded: [null] }), edit({ airings: 3 })],
  ])('%s', (_, refused, taken) => {
    expect(covers(taken, refused)).toBe(false);
  });
});
