import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noteWaiting, waitingOfOthers } from '../../src/app/state/waiting-here.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
  });
});

describe('a phone that two people share', () => {
  const [ap, hoa] = [
    { id: 'p1', name: 'Nguyễn Văn Ấp' },
    { id: 'p2', name: 'Trần Thị Hoa' },
  ];

  test('tells the second that work of the first still waits on it, and stops once it is sent', () => {
    noteWaiting(ap, 3);
    expect(waitingOfOthers(hoa.id)).toEqual([{ ...ap, entries: 3 }]);
    expect(waitingOfOthers(ap.id)).toEqual([]);
    noteWaiting(ap, 0);
    expect(waitingOfOthers(hoa.id)).toEqual([]);
  });

  test('goes on when what it noted cannot be read', () => {
    localStorage.setItem('so.waiting', '{broken');
    expect(waitingOfOthers(null)).toEqual([]);
  });
});
