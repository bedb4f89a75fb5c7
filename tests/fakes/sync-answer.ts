import type { Entry } from '../../src/domain/entry.ts';
import type { SyncResponse } from '../../src/protocol/sync.ts';
import { hiepCuong } from './device.ts';

/** A server's answer with nothing in it but what is given. */
export function syncAnswer(answer: Partial<SyncResponse> = {}): SyncResponse {
  return {
    epoch: 'first',
    now: Date.parse('2026-11-24T10:06:00+07:00'),
    acknowledged: 0,
    safe: 0,
    results: [],
    drop: [],
    entries: [],
    kept: [],
    gone: [],
    photos: [],
    cursors: {},
    started: [],
    more: false,
    minimumBuild: '2026.01.0',
    catalogue: 0,
    ...answer,
  };
}

export function serverEntry(entry: Partial<Entry> & { id: string }): Entry {
  const at = Date.parse('2026-11-20T10:00:00+07:00');
  return {
    unit: hiepCuong,
    kind: 'broadcast',
    revision: 1,
    status: 'submitted',
    values: { airDates: ['2026-11-20'], title: 'Bản tin cải cách hành chính' },
    photos: [],
    author: { id: 'someone', name: 'Đỗ Thị Ngọc' },
    createdAt: at,
    receivedAt: at,
    submittedAt: at,
    updatedAt: at,
    review: null,
    comments: [],
    changes: {},
    conflicts: [],
    ...entry,
  };
}
