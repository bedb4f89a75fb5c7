import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { LocalDatabase } from '../../src/localdb/database.ts';
import { newIdentifier } from '../../src/localdb/identifier.ts';
import type { DraftRow } from '../../src/localdb/rows.ts';
import type { PersonDocument } from '../../src/protocol/session.ts';
import type { FieldValues } from '../../src/domain/kinds/field.ts';

/** A phone: the real database on fake-indexeddb, a clock that moves when told. */
export interface TestDevice {
  db: LocalDatabase;
  clock: { now: number };
}

let devices = 0;

export async function newDevice(person: string = `person-${(devices += 1)}`): Promise<TestDevice> {
  const db = await openPhone(personDocument(person));
  return { db, clock: { now: Date.parse('2026-11-24T10:05:00+07:00') } };
}

/** A database of its own storage: the same person on two phones has two. */
export async function openPhone(person: PersonDocument): Promise<LocalDatabase> {
  const db = new LocalDatabase(person.id, { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.open();
  await db.meta.put({ key: 'person', person });
  return db;
}

export function personDocument(id: string): PersonDocument {
  return {
    id,
    username: id,
    name: 'Nguyễn Văn Ấp',
    grants: [{ role: 'reporter', unit: hiepCuong, from: '2025-07-01', to: null }],
    units: [{ key: hiepCuong, name: 'Xã Hiệp Cường', tier: 'commune', validFrom: '2025-07-01', validTo: null }],
    presets: [],
    routedUnits: 0,
    demo: false,
  };
}

export const hiepCuong = '12322@2025-07-01';

export function newDraft(device: TestDevice, draft: Partial<DraftRow> = {}): DraftRow {
  return {
    id: newIdentifier(device.clock.now),
    kind: 'broadcast',
    unit: hiepCuong,
    mode: 'new',
    base: 0,
    input: {},
    photos: [],
    createdAt: device.clock.now,
    updatedAt: device.clock.now,
    ...draft,
  };
}

/** What the kinds merge as sets. */
export const setFields = ['airDates', 'airedFor', 'audience', 'coOrganisers', 'points', 'sessions', 'startTimes', 'topics'];

export function broadcastValues(title = 'Hướng dẫn nộp hồ sơ trực tuyến tại Bộ phận Một cửa'): FieldValues {
  return {
    airDates: ['2026-11-24'],
    startTimes: ['17:00'],
    title,
    durationMinutes: 15,
    topics: ['procedures'],
    sessions: ['afternoon'],
    airings: 1,
    programme: 'Cải cách hành chính',
    genre: 'newsItem',
    sourceType: 'own',
    transmission: 'internet',
    clustersOn: 12,
    clustersTotal: 12,
    approvedBy: 'Trần Văn Bình',
  };
}

export function trainingValues(title = 'Tập huấn dịch vụ công trực tuyến'): FieldValues {
  return {
    startDate: '2026-11-24',
    endDate: '2026-11-24',
    title,
    attendance: 48,
    audience: ['officials'],
    lecturers: [{ name: 'Phạm Thị Hoa' }],
    topics: ['procedures'],
    form: 'inPerson',
    venue: 'Hội trường UBND xã',
    sessionsCount: 1,
    classes: 1,
  };
}
