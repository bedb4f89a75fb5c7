import type { Entry } from '../../../src/domain/entry.ts';
import type { ReviewRow } from '../../../src/localdb/rows.ts';

const submittedAt = Date.parse('2026-11-24T10:05:00+07:00');

/** A submitted training class with one stored photo. */
export function sampleEntry(change: Partial<Entry> = {}): Entry {
  return {
    id: 'entry-1',
    unit: '12322@2025-07-01',
    kind: 'training',
    revision: 3,
    status: 'submitted',
    values: { startDate: '2026-11-24', endDate: '2026-11-24', title: 'Tập huấn dịch vụ công', attendance: 48, form: 'inPerson' },
    photos: [samplePhoto('photo-1')],
    author: { id: 'an', name: 'Nguyễn Văn Ấp' },
    createdAt: submittedAt,
    receivedAt: submittedAt,
    submittedAt,
    updatedAt: submittedAt,
    review: null,
    comments: [],
    changes: {},
    conflicts: [],
    ...change,
  };
}

export function samplePhoto(id: string): Entry['photos'][number] {
  return { id, sha256: 'x'.repeat(43), size: 1, type: 'image/jpeg', width: 4, height: 3, takenAt: null, source: 'camera' };
}

export function sampleRow(change: Partial<Entry> = {}, photos: ReviewRow['photos'] = [['photo-1', 'stored']]): ReviewRow {
  const entry = sampleEntry(change);
  return { id: entry.id, entry, unitName: 'Xã Hiệp Cường', photos, submittedAt: entry.submittedAt ?? 0, loadedAt: submittedAt };
}

export const returned: NonNullable<Entry['review']> = {
  verdict: 'return',
  remark: 'Số liệu chưa khớp',
  flags: ['attendance'],
  by: { id: 'hanh', name: 'Trần Thị Hạnh' },
  at: submittedAt,
  revision: 1,
};
