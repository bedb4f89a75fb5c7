import { describe, expect, test } from 'vitest';
import { describeSending } from '../../src/app/state/describe-sending.ts';
import { countSending } from '../../src/app/state/count-sending.ts';
import { waitingEntries } from '../../src/app/state/sending.tsx';
import { appendMutation, mutationTables } from '../../src/localdb/append-mutation.ts';
import { applyResponse } from '../../src/localdb/apply-response.ts';
import { readReplica, readSyncState } from '../../src/localdb/meta.ts';
import { decideReview, keepReviewPage } from '../../src/localdb/review.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import { broadcastValues, newDevice, newDraft, setFields, type TestDevice } from '../fakes/device.ts';
import { serverEntry, syncAnswer } from '../fakes/sync-answer.ts';

const day = 86_400_000;

describe('a decision that was taken on a device without network', () => {
  test('counts as waiting until the server has it', async () => {
    const device = await newDevice();
    const id = await decideOne(device);
    expect([...waitingEntries(await countSending(device.db))]).toEqual([id]);
    await answer(device, { acknowledged: 1, results: [[1, 'ok', 2]] });
    expect(waitingEntries(await countSending(device.db)).size).toBe(0);
  });

  test('is never said to be sent, and after days asks to be brought to a network', async () => {
    const device = await newDevice();
    await decideOne(device);
    const facts = await countSending(device.db);
    const said = (after: number): string => {
      const { tone, lead, rest } = describeSending(facts, { outcome: 'offline' }, null, device.clock.now + after, 0);
      return `${tone}: ${lead} ${rest}`;
    };
    expect(said(0)).toBe('waiting: Không có mạng. 1 mục đã lưu trên máy, sẽ tự gửi khi có mạng.');
    expect(said(3 * day)).toMatch(/^waiting: 1 mục vẫn an toàn trên máy, chưa gửi từ ngày/);
    expect(said(7 * day)).toMatch(/^urgent: Đã 7 ngày chưa gửi/);
  });

  test('is counted beside what else waits, also when that is thousands', async () => {
    const device = await newDevice();
    const id = await decideOne(device);
    await device.db.transaction('rw', mutationTables(device.db), async () => {
      for (let count = 0; count < 600; count += 1) {
        const entry = newIdentifier(device.clock.now);
        await appendMutation(device.db, { type: 'comment', id: entry, comment: entry, text: 'Xem lại' }, { at: device.clock.now, base: 1 });
      }
    });
    const { texts } = await countSending(device.db);
    expect(texts.has(id)).toBe(true);
  });
});

describe('an entry of which several changes wait', () => {
  test('counts once', async () => {
    const device = await newDevice();
    const draft = newDraft(device);
    await saveDraft(device.db, draft);
    await saveEntry(device.db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    const again = newDraft(device, { id: draft.id, mode: 'edit', start: { values: broadcastValues(), photos: [] } });
    await saveDraft(device.db, again);
    await saveEntry(device.db, again, { values: { ...broadcastValues(), airings: 2 }, setFields }, device.clock.now);
    expect(await device.db.outbox.count()).toBe(2);
    expect([...(await countSending(device.db)).texts]).toEqual([draft.id]);
  });
});

async function decideOne(device: TestDevice): Promise<string> {
  const entry = serverEntry({ id: newIdentifier(device.clock.now) });
  await keepReviewPage(device.db, [{ entry, unitName: 'Xã Hiệp Cường', photos: [] }], {
    acknowledged: 0,
    now: device.clock.now,
    isFirst: true,
  });
  await decideReview(device.db, entry, { verdict: 'approve', remark: '', flags: [] }, device.clock.now);
  return entry.id;
}

async function answer(device: TestDevice, given: Parameters<typeof syncAnswer>[0]): Promise<void> {
  const [{ generation }, { id }] = await Promise.all([readSyncState(device.db), readReplica(device.db)]);
  await applyResponse(device.db, { generation, replica: id, publicKeySent: false }, syncAnswer(given), device.clock.now);
}
