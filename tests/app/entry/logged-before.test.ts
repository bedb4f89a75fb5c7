import { expect, test } from 'vitest';
import { loggedBefore } from '../../../src/app/entry/logged-before.ts';
import type { Entry } from '../../../src/domain/entry.ts';
import type { FieldValues } from '../../../src/domain/kinds/field.ts';
import { occurredOn } from '../../../src/domain/kinds/index.ts';
import { mediaItem } from '../../../src/domain/kinds/mediaItem.ts';
import { socialPost } from '../../../src/domain/kinds/socialPost.ts';
import { newDevice } from '../../fakes/device.ts';
import { sampleEntry } from '../review/sample-row.ts';

const page = 'https://facebook.com/hiepcuong/posts/1';

test.each([
  ['the same page in an entry of its kind', {}, '2026-11-20'],
  ['it in an entry of another unit', { unit: '11953@2025-07-01' }, '2026-11-20'],
  ['another page', { values: { publishedOn: '2026-11-20', origin: 'own', url: `${page}2` } }, undefined],
  ['a repost of it', { values: { publishedOn: '2026-11-20', origin: 'repost', url: page } }, undefined],
  ['it in an entry that was taken back', { status: 'void' }, undefined],
  ['it in an entry that was rejected', { status: 'rejected' }, undefined],
] satisfies [string, Partial<Entry>, string | undefined][])('who logs a page and has %s is asked, or is not', async (_, change, day) => {
  const own = { origin: 'own', url: page };
  expect(await dayBefore(change, { publishedOn: '2026-11-24', ...own }, mediaItem)).toBe(day);
  expect(await dayBefore(change, { postedOn: '2026-11-24', ...own }, socialPost)).toBe(day);
});

/** Of the entry that this device has already, as the form would say it. */
async function dayBefore(change: Partial<Entry>, values: FieldValues, kind: typeof mediaItem): Promise<string | undefined> {
  const { db } = await newDevice();
  const view = sampleEntry({ kind: 'mediaItem', values: { publishedOn: '2026-11-20', origin: 'own', url: page }, ...change });
  const { id, unit, status } = view;
  await db.entries.put({ id, unit, status, occurredOn: occurredOn(view), sync: 'clean', search: '', server: view, view });
  expect(await loggedBefore(db, { kind, entry: id, values })).toEqual(new Map());
  return (await loggedBefore(db, { kind, entry: 'a new one', values })).get('url');
}
