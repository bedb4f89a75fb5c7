import { describe, expect, test } from 'vitest';
import { describeSending } from '../../src/app/state/describe-sending.ts';
import type { SendingFacts } from '../../src/app/state/sending.tsx';
import type { SendOutcome } from '../../src/sync/outcome.ts';

const now = Date.parse('2026-11-24T10:06:00Z');
/** The day of the build that the phone runs. */
const built = Date.parse('2026-11-20T00:00:00Z');
const hour = 3_600_000;

const nothing: SendingFacts = {
  texts: new Set(),
  photos: new Map(),
  photoCount: 0,
  attachmentCount: 0,
  held: [],
  badPhotos: [],
  stranded: [],
  oldestAt: null,
  lastAppliedAt: now,
  minimumBuild: '',
};

const five: SendingFacts = { ...nothing, texts: new Set(['a', 'b', 'c', 'd', 'e']), oldestAt: now - hour };

function said(facts: SendingFacts, outcome: SendOutcome | null, at = now): string {
  const { tone, lead, rest } = describeSending(facts, { outcome }, null, at, built);
  return `${tone}: ${lead} ${rest}`.replace(/\s+/g, ' ');
}

describe('the sentence about sending', () => {
  test.each<[string, SendingFacts, SendOutcome | null, string]>([
    ['all sent', nothing, 'allSent', 'quiet: Đã gửi hết · 17:06'],
    ['all sent, and no network: nothing is asked for', nothing, 'offline', 'quiet: Đã gửi hết · 17:06'],
    ['nothing ever sent', { ...nothing, lastAppliedAt: null }, null, 'quiet: Không có gì chờ gửi'],
    [
      'the server asks for a newer build, and takes what this one sends',
      { ...five, minimumBuild: '9999.1.1' },
      'allSent',
      'waiting: Ứng dụng đã cũ. Vẫn ghi và gửi bình thường; khi có mạng, đóng rồi mở lại để cập nhật.',
    ],
    ['no network', five, 'offline', 'waiting: Không có mạng. 5 mục đã lưu trên máy, sẽ tự gửi khi có mạng.'],
    [
      'only photos left',
      { ...nothing, photos: new Map([['a', 6]]), photoCount: 6 },
      'photosLeft',
      'waiting: Mạng yếu: đã gửi phần chữ, còn 6 ảnh.',
    ],
    [
      'photos and files left',
      { ...nothing, photos: new Map([['a', 6]]), photoCount: 6, attachmentCount: 2 },
      'photosLeft',
      'waiting: Mạng yếu: đã gửi phần chữ, còn 6 ảnh, tệp.',
    ],
    ['the session has ended', five, 'signedOut', 'waiting: Cần đăng nhập lại để gửi. Vẫn ghi bình thường.'],
    [
      'three days old',
      { ...five, oldestAt: now - 73 * hour },
      'offline',
      'waiting: 5 mục vẫn an toàn trên máy, chưa gửi từ ngày 21/11. Vui lòng đưa máy đến nơi có mạng.',
    ],
    [
      'seven days old',
      { ...five, oldestAt: now - 170 * hour },
      'offline',
      'urgent: Đã 7 ngày chưa gửi – đưa máy đến nơi có Wi-Fi. 5 mục vẫn còn trên máy.',
    ],
    [
      'a photo that cannot be sent',
      { ...five, badPhotos: [{ id: 'p', entry: 'a', state: 'corrupt' }] },
      'offline',
      'urgent: 1 mục chưa gửi được – cần xem',
    ],
  ])('%s', (_, facts, outcome, sentence) => {
    expect(said(facts, outcome)).toBe(sentence);
  });

  test('a phone whose date is before its app was built is asked to mend it, also while nothing waits', () => {
    const lost = Date.parse('2020-01-01T03:00:00Z');
    const sentence =
      'waiting: Máy đang để ngày 01/01/2020, có lẽ chưa đúng. Các mục đã lưu vẫn còn. Vào Cài đặt của máy chỉnh lại ngày giờ để gửi được.';
    expect(said(five, 'offline', lost)).toBe(sentence);
    expect(said(nothing, 'allSent', lost)).toBe(sentence);
    expect(said(five, 'offline', built)).toContain('Không có mạng.');
  });

  test('one problem leads to its entry, several to the list', () => {
    const one = describeSending({ ...nothing, stranded: ['a'] }, { outcome: null }, null, now, built);
    const two = describeSending({ ...nothing, stranded: ['a', 'b'] }, { outcome: null }, null, now, built);
    expect([one.href, two.href]).toEqual(['/e/a', '/outbox']);
  });

  test('a running sending tells how far it is', () => {
    const batch = { entries: 5, entriesLeft: 3, photos: 8, photosLeft: 5 };
    expect(describeSending(five, { outcome: 'offline' }, batch, now, built)).toMatchObject({
      tone: 'sending',
      rest: 'Đang gửi 2/5 mục · ảnh 3/8',
    });
    expect(describeSending({ ...five, attachmentCount: 1 }, { outcome: 'offline' }, batch, now, built)).toMatchObject({
      rest: 'Đang gửi 2/5 mục · ảnh, tệp 3/8',
    });
  });
});
