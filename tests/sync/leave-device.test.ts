import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { saveDraft } from '../../src/localdb/drafts.ts';
import { eraseMirror, findLost, mirrorWaiting } from '../../src/localdb/mirror.ts';
import { photoElsewhere } from '../../src/localdb/photos.ts';
import { saveEntry } from '../../src/localdb/save-entry.ts';
import { rewriteSchedule } from '../../src/localdb/schedules.ts';
import { leaveDevice, type LeaveOutcome } from '../../src/sync/leave-device.ts';
import type { WireAnswer } from '../../src/sync/transport.ts';
import { broadcastValues, hiepCuong, newDraft, personDocument, setFields } from '../fakes/device.ts';
import { serverEntry } from '../fakes/sync-answer.ts';
import { memoryFiles } from '../fakes/memory-files.ts';
import { emptyAnswer, jsonAnswer, noAnswer, scriptedTransport, textAnswer } from '../fakes/transport.ts';

const ended = emptyAnswer(204);

describe('signing out of a phone on which everything is sent', () => {
  test('ends the session, and the book goes from the phone', async () => {
    const phone = await newPhone();
    expect(await phone.leave(() => ended)).toEqual({ status: 'left' });
    expect(phone.asked()).toEqual(['DELETE /v1/session']);
    expect(await phone.bookIsThere()).toBe(false);
  });

  test('forgets who it was before the book goes: another tab that starts afresh then makes no new one', async () => {
    const phone = await newPhone();
    await phone.leave(() => ended);
    expect(phone.forgotten()).toBe('beforeTheBook');
  });

  test('the second tap after an answer that was lost on the way ends it', async () => {
    const phone = await newPhone();
    expect(await phone.leave(() => noAnswer)).toEqual({ status: 'offline' });
    expect(await phone.leave(() => ended)).toEqual({ status: 'left' });
  });
});

describe('when it is not the server’s word that the session has ended', () => {
  test.each<[string, WireAnswer, LeaveOutcome['status']]>([
    ['no network', noAnswer, 'offline'],
    ['a portal’s page', textAnswer(200, '<!doctype html><title>Wi-Fi</title>', { 'content-type': 'text/html' }), 'trouble'],
    ['a proxy’s 502', textAnswer(502, 'Bad Gateway'), 'trouble'],
    ['a busy server', jsonAnswer(503, { kind: 'unavailable', title: 'Máy chủ đang bận.' }), 'trouble'],
  ])('%s: the book stays, and it is said why', async (_, answer, status) => {
    const phone = await newPhone();
    expect(await phone.leave(() => answer)).toEqual({ status });
    expect(await phone.bookIsThere()).toBe(true);
    expect(phone.forgotten()).toBeNull();
  });
});

describe('work that exists only on the phone', () => {
  test('holds the person back before anything is ended', async () => {
    const phone = await newPhone();
    await phone.saveEntry();
    expect(await phone.leave(() => ended)).toEqual({ status: 'unsent' });
    expect(phone.asked()).toEqual([]);
    expect(await phone.bookIsThere()).toBe(true);
  });

  test.each<[string, (phone: TestPhone) => Promise<void>]>([
    ['an entry', (phone) => phone.saveEntry()],
    ['a photo', (phone) => phone.addPhoto()],
    ['a change of the schedule', (phone) => phone.changeSchedule()],
    ['a draft more than the person was told of', (phone) => phone.beginDraft()],
  ])('%s that was saved while the session was being ended stays on the phone, and it is said so', async (_, saveMeanwhile) => {
    const phone = await newPhone();
    const outcome = await phone.leave(async () => {
      await saveMeanwhile(phone);
      return ended;
    });
    expect(outcome).toEqual({ status: 'workSaved' });
    expect(await phone.bookIsThere()).toBe(true);
    expect(phone.forgotten()).toBeNull();
  });

  test('drafts that the person has agreed to lose hold nobody back', async () => {
    const phone = await newPhone();
    await phone.beginDraft();
    expect(await phone.leave(() => ended, { drafts: 1 })).toEqual({ status: 'left' });
  });
});

describe('the copy of what waits, beside the book', () => {
  test('goes with it', async () => {
    const phone = await newPhone();
    await phone.saveEntry();
    await phone.copyWhatWaits();
    expect(await phone.copies()).toHaveLength(1);
    await phone.everythingIsSent();
    expect(await phone.leave(() => ended)).toEqual({ status: 'left' });
    expect(await phone.copies()).toEqual([]);
  });

  test('of a lost book, which nobody has taken back yet, holds the person back', async () => {
    const phone = await newPhone();
    await phone.saveEntry();
    await phone.copyWhatWaits();
    await phone.loseBook();
    expect(await phone.leave(() => ended)).toEqual({ status: 'unsent' });
    expect(phone.asked()).toEqual([]);
    expect(await phone.copies()).toHaveLength(1);
  });
});

type TestPhone = Awaited<ReturnType<typeof newPhone>>;

async function newPhone() {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  const device = { db: new LocalDatabase('ap', storage), clock: { now: Date.parse('2026-11-24T10:05:00+07:00') } };
  const { db } = device;
  await db.meta.put({ key: 'person', person: personDocument('ap') });
  const sent = serverEntry({ id: 'sent' });
  const { id, unit, status } = sent;
  await db.entries.put({ id, unit, status, occurredOn: '2026-11-20', sync: 'clean', search: '', server: sent, view: sent });
  const asked: string[] = [];
  const files = memoryFiles();
  let forgotten: 'beforeTheBook' | 'afterTheBook' | null = null;
  return {
    leave: async (answer: () => WireAnswer | Promise<WireAnswer>, agreed = { drafts: 0 }) =>
      leaveDevice(db, {
        transport: scriptedTransport((request) => {
          asked.push(`${request.method} ${request.path}`);
          return answer();
        }),
        agreed,
        forget: () => {
          forgotten = db.isOpen() ? 'beforeTheBook' : 'afterTheBook';
        },
        mirror: {
          holdsLostWork: async () => (await findLost(db, files)).entries > 0,
          erase: async () => eraseMirror(db.person, files),
        },
      }),
    asked: () => asked,
    copyWhatWaits: async () => mirrorWaiting(db, files),
    /** As after the browser has cleared the one database and the next one was begun. */
    loseBook: async () => {
      await db.delete();
      await db.open();
    },
    copies: async () => files.names(),
    bookIsThere: async () => (await storage.indexedDB.databases()).length > 0,
    forgotten: () => forgotten,
    saveEntry: async () => {
      const draft = newDraft(device);
      await saveDraft(db, draft);
      await saveEntry(db, draft, { values: broadcastValues(), setFields }, device.clock.now);
    },
    everythingIsSent: async () => db.outbox.clear(),
    addPhoto: async () => {
      await db.photos.put({ ...photoElsewhere('photo', { entry: id, state: 'declared', offset: 0 }), own: true });
    },
    changeSchedule: async () => rewriteSchedule(db, { unit: hiepCuong, kind: 'broadcast' }, (schedule) => schedule),
    beginDraft: async () => saveDraft(db, newDraft(device)),
  };
}
