import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openNew } from '../../../src/app/entry/open-form.ts';
import { chooseKindFor, openDraft } from '../../../src/app/entry/open-stored.ts';
import { readControls } from '../../../src/app/entry/controls.ts';
import { kindHeads } from '../../../src/domain/kinds/index.ts';
import { saveDraft } from '../../../src/localdb/drafts.ts';
import { newDevice, newDraft, type TestDevice } from '../../fakes/device.ts';

// No page died here.
beforeAll(() => vi.stubGlobal('localStorage', { getItem: () => null }));
afterAll(() => vi.unstubAllGlobals());

test.each(kindHeads.map(({ id }) => id))(
  'photos that came first: their form of %s starts with what a fresh one starts with, the day too',
  async (kind) => {
    const device = await newDevice();
    const page = pageOf(device);
    const draft = newDraft(device, { kind: null, photos: ['a'] });
    await saveDraft(device.db, draft);
    await chooseKindFor(page, draft, kind);
    const [begun, fresh] = [await openDraft(page, draft.id), await openNew(page, { kind, likeLast: false })];
    if (begun.status !== 'open' || fresh.status !== 'open') throw new Error('no form opened');
    expect(typedIn(begun)).toEqual(typedIn(fresh));
    expect(begun.draft.photos).toEqual(['a']);
  },
);

function typedIn({ kind, controls, today }: Extract<Awaited<ReturnType<typeof openNew>>, { status: 'open' }>) {
  return readControls(kind.fields, controls, today);
}

function never(): never {
  throw new Error('nothing is sent here');
}

function pageOf({ db, clock }: TestDevice): Parameters<typeof openNew>[0] {
  const runner = { sendNow: never, workAdded: never, progress: never, subscribe: never, stop: never };
  return { db, runner, person: { id: db.person, name: '', roles: ['reporter'], demo: false }, now: () => clock.now };
}
