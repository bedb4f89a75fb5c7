import { describe, expect, test } from 'vitest';
import { readRefused } from '../../../src/app/review/use-refused-decisions.ts';
import { applyResponse } from '../../../src/localdb/apply-response.ts';
import { readReplica, readSyncState } from '../../../src/localdb/meta.ts';
import { decideReview, keepReviewPage, moveReviewed } from '../../../src/localdb/review.ts';
import type { SyncResponse } from '../../../src/protocol/sync.ts';
import { newDevice, type TestDevice } from '../../fakes/device.ts';
import { syncAnswer } from '../../fakes/sync-answer.ts';
import { sampleEntry } from './sample-row.ts';

describe('a decision that the server refused', () => {
  test('for what only the author can choose: the field is named, and no other reader is blamed', async () => {
    const device = await decided();
    await answer(device, [1, 'held', 'state', 'attendance']);
    expect(await readRefused(device.db)).toMatchObject([{ title: 'Tập huấn dịch vụ công', conflict: { label: 'Số người dự' } }]);
  });

  test('since it was decided elsewhere before', async () => {
    const device = await decided();
    await answer(device, [1, 'held', 'state']);
    expect(await readRefused(device.db)).toMatchObject([{ title: 'Tập huấn dịch vụ công', reason: 'state', conflict: null }]);
  });

  test('to move an entry to another unit is one of them', async () => {
    const device = await queued();
    await moveReviewed(device.db, sampleEntry({ id: entryId }), 'phoHien@2025-07-01', device.clock.now);
    await answer(device, [1, 'held', 'stale_review']);
    expect(await readRefused(device.db)).toMatchObject([{ reason: 'stale_review' }]);
  });
});

const entryId = '01a20b83-8f48-7000-8000-000000000001';

async function decided(): Promise<TestDevice> {
  const device = await queued();
  await decideReview(device.db, sampleEntry({ id: entryId }), { verdict: 'approve', remark: '', flags: [] }, device.clock.now);
  return device;
}

async function queued(): Promise<TestDevice> {
  const device = await newDevice();
  const entry = sampleEntry({ id: entryId });
  await keepReviewPage(device.db, [{ entry, unitName: 'Xã Hiệp Cường', photos: [] }], {
    acknowledged: 0,
    now: device.clock.now,
    isFirst: true,
  });
  return device;
}

async function answer(device: TestDevice, result: SyncResponse['results'][number]): Promise<void> {
  const [{ generation }, { id }] = await Promise.all([readSyncState(device.db), readReplica(device.db)]);
  const given = syncAnswer({ acknowledged: result[0], results: [result] });
  await applyResponse(device.db, { generation, replica: id, publicKeySent: false }, given, device.clock.now);
}
