import { expect, test } from 'vitest';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { newDevice, newDraft } from '../fakes/device.ts';

test('a draft is written as it was typed, each letter as one, whatever brought it', async () => {
  const device = await newDevice();
  const input = {
    title: '  Hướng dẫn\n của Ủy ban ',
    durationMinutes: 'bốn mươi',
    topics: ['procedures'],
    lecturers: [{ name: 'Phạm Thị Hoa', note: '\ń' }],
    geo: { latitude: 20.943, longitude: 106.06, accuracy: 100 },
    taskId: null,
  };
  const apart = {
    ...input,
    title: input.title.normalize('NFD'),
    durationMinutes: input.durationMinutes.normalize('NFD'),
    lecturers: input.lecturers.map((row) => ({ ...row, name: row.name.normalize('NFD') })),
  };
  const draft = newDraft(device, { input: apart });
  await saveDraft(device.db, draft);
  expect((await device.db.drafts.get(draft.id))?.input).toEqual(input);
});
