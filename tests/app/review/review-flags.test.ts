import { describe, expect, test } from 'vitest';
import { inReviewOrder, reviewFlags } from '../../../src/app/review/review-flags.ts';
import { broadcast } from '../../../src/domain/kinds/broadcast.ts';
import { training } from '../../../src/domain/kinds/training.ts';
import { attachment } from '../../fakes/attachment-reference.ts';
import { broadcastValues } from '../../fakes/device.ts';
import { returned, samplePhoto, sampleRow } from './sample-row.ts';

describe('what a reviewer is told to look at', () => {
  test('an ordinary entry with its photo stored has no flag', () => {
    expect(reviewFlags(sampleRow(), training)).toEqual([]);
  });

  test('two values that only the author can choose between come first; where the later one simply won, nothing is open', () => {
    const conflict = { kept: 48, lost: 45, revision: 3 };
    expect(reviewFlags(sampleRow({ conflicts: [{ ...conflict, field: 'attendance' }] }), training)).toEqual([
      { type: 'conflict', labels: ['Số người dự'] },
    ]);
    expect(reviewFlags(sampleRow({ conflicts: [{ ...conflict, field: 'title' }] }), training)).toEqual([]);
  });

  test('another entry that may be the same event, names its page, or uses a photo of it, is told', () => {
    const doubles = [
      { why: 'alike', entry: 'entry-2' },
      { why: 'address', entry: 'entry-3' },
      { why: 'photo', entry: null },
      { why: 'something that a newer server knows', entry: null },
    ];
    expect(reviewFlags({ ...sampleRow(), doubles }, training)).toEqual([
      { type: 'double' },
      { type: 'usedAddress' },
      { type: 'usedPhoto' },
    ]);
  });

  test('a kind that needs a photo is flagged without one', () => {
    expect(reviewFlags(sampleRow({ photos: [] }, []), training)).toEqual([{ type: 'fewPhotos', have: 0, least: 1 }]);
  });

  test('a kind that needs no photo is not flagged without one', () => {
    const row = sampleRow({ kind: 'broadcast', values: broadcastValues(), photos: [] }, []);
    expect(reviewFlags(row, broadcast)).toEqual([]);
  });

  test('photos count as here only when stored', () => {
    const photos = [samplePhoto('a'), samplePhoto('b'), samplePhoto('c')];
    const row = sampleRow({ photos }, [
      ['a', 'stored'],
      ['b', 'receiving'],
    ]);
    expect(reviewFlags(row, training)).toEqual([{ type: 'photosOnTheWay', stored: 1, total: 3 }]);
  });

  test('a photo of which no picture could be made is told apart from one on its way', () => {
    const row = sampleRow({ photos: [samplePhoto('a'), samplePhoto('b')] }, [
      ['a', 'stored'],
      ['b', 'failed'],
    ]);
    expect(reviewFlags(row, training)).toEqual([{ type: 'photosUnreadable', count: 1 }]);
  });

  test('a file that is not whole on the server is told, apart from the photos', () => {
    const attachments = [attachment({ id: 'a' }), attachment({ id: 'b' })];
    const photo = ['photo-1', 'stored'] as const;
    expect(reviewFlags(sampleRow({ attachments }, [[...photo], ['a', 'stored'], ['b', 'receiving']]), training)).toEqual([
      { type: 'attachmentsOnTheWay', stored: 1, total: 2 },
    ]);
    expect(reviewFlags(sampleRow({ attachments }, [[...photo], ['a', 'stored'], ['b', 'failed']]), training)).toEqual([
      { type: 'attachmentsUnreadable', count: 1 },
    ]);
  });

  test('a figure that the kind finds unusual is named', () => {
    const row = sampleRow({ values: { ...sampleRow().entry.values, attendance: 4800, classes: 1 } });
    expect(reviewFlags(row, training)).toEqual([{ type: 'unusual', labels: ['Số người dự'] }]);
  });

  test('an entry that came back after a return says so', () => {
    expect(reviewFlags(sampleRow({ review: returned }), training)).toEqual([{ type: 'resubmitted' }]);
  });

  test('a kind that this build does not know is still listed, judged by its photos alone', () => {
    expect(reviewFlags(sampleRow({ kind: 'fair' }, [['photo-1', 'declared']]), undefined)).toEqual([
      { type: 'photosOnTheWay', stored: 0, total: 1 },
    ]);
  });
});

test('flagged items come first, each half in the order of submission', () => {
  const rows = [
    { id: 'plain late', submittedAt: 4, flags: [] },
    { id: 'plain early', submittedAt: 1, flags: [] },
    { id: 'flagged late', submittedAt: 3, flags: [{ type: 'resubmitted' } as const] },
    { id: 'flagged early', submittedAt: 2, flags: [{ type: 'resubmitted' } as const] },
  ];
  expect(inReviewOrder(rows).map((row) => row.id)).toEqual(['flagged early', 'flagged late', 'plain early', 'plain late']);
});
