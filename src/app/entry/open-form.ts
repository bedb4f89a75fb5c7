import { writeTyped, type TypedValues } from '../../domain/input.ts';
import { loadKind } from '../../domain/kinds/index.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { dayOf, type Day } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import { readPerson } from '../../localdb/meta.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import type { Device } from '../state/device.tsx';
import { presetOf, unitsToWriteFor } from '../state/own-units.ts';
import { mayDo, type PersonDocument } from '../state/person.tsx';
import { writeControls, type Controls } from './controls.ts';
import { prefill } from './prefill.ts';
import { readRecent, type Recent } from './recent.ts';

/** Everything a form needs, read once before it is shown. */
export interface OpenedForm {
  status: 'open';
  kind: Kind;
  /** What will be written as the draft; on disk already if it was begun before. */
  draft: DraftRow;
  isStored: boolean;
  controls: Controls;
  today: Day;
  /** The entry as it was when the draft began; null for a new one. */
  entry: Entry | null;
  person: PersonDocument;
  /** Units that the person may write for today. */
  units: Unit[];
  recent: Recent;
}

export type Opening =
  | OpenedForm
  | { status: 'chooseKind'; draft: DraftRow }
  | { status: 'noUnit' | 'draftGone' | 'entryGone' | 'unknownKind' | 'locked' };

/** A fresh form. Nothing is on disk until something is typed. */
export async function openNew(device: Device, wanted: { kind: string; unit?: string | undefined; likeLast: boolean }): Promise<Opening> {
  const [kind, person] = await Promise.all([loadKind(wanted.kind), readPerson(device.db)]);
  const now = device.now();
  const today = dayOf(now);
  const units = unitsToWriteFor(person, today);
  const unit = units.find((each) => each.key === wanted.unit) ?? units[0];
  if (!kind) return { status: 'unknownKind' };
  if (!person || !unit) return { status: 'noUnit' };
  const recent = await readRecent(device.db, { kind: kind.id, unit: unit.key });
  const values = prefill(kind, { today, preset: presetOf(person, unit, kind), last: wanted.likeLast ? recent.last : null });
  const draft: DraftRow = {
    id: newIdentifier(now),
    kind: kind.id,
    unit: unit.key,
    mode: 'new',
    base: 0,
    input: {},
    photos: [],
    createdAt: now,
    updatedAt: now,
  };
  const controls = writeControls(kind.fields, writeTyped(kind.fields, values), today);
  return { status: 'open', kind, draft, isStored: false, controls, today, entry: null, person, units, recent };
}

export async function openDraft(device: Device, id: string): Promise<Opening> {
  const draft = await device.db.drafts.get(id);
  if (!draft) return { status: 'draftGone' };
  if (draft.kind === null) return { status: 'chooseKind', draft };
  return openStored(device, draft, { isStored: true });
}

/** A saved entry's form: its draft if one was begun, else the entry as it stands. */
export async function openEntry(device: Device, id: string): Promise<Opening> {
  const [draft, row] = await Promise.all([device.db.drafts.get(id), device.db.entries.get(id)]);
  if (draft) return openStored(device, draft, { isStored: true });
  if (!row) return { status: 'entryGone' };
  const now = device.now();
  const kind = await loadKind(row.view.kind);
  const begun: DraftRow = {
    id,
    kind: row.view.kind,
    unit: row.unit,
    mode: 'edit',
    base: row.server?.revision ?? 0,
    start: { values: row.view.values, photos: row.view.photos.map((photo) => photo.id) },
    input: kind ? writeTyped(kind.fields, row.view.values) : {},
    photos: row.view.photos.map((photo) => photo.id),
    createdAt: now,
    updatedAt: now,
  };
  return openStored(device, begun, { isStored: false });
}

async function openStored(device: Device, draft: DraftRow, { isStored }: { isStored: boolean }): Promise<Opening> {
  const [kind, person, row] = await Promise.all([loadKind(draft.kind ?? ''), readPerson(device.db), device.db.entries.get(draft.id)]);
  if (!kind) return { status: 'unknownKind' };
  if (!person) return { status: 'noUnit' };
  const today = dayOf(device.now());
  const entry = row?.view ?? null;
  if (entry && !mayDo('edit', entry, person)) return { status: 'locked' };
  const recent = await readRecent(device.db, { kind: kind.id, unit: draft.unit });
  const units = draft.mode === 'new' ? unitsToWriteFor(person, today) : [];
  const controls = writeControls(kind.fields, draft.input, today);
  return { status: 'open', kind, draft, isStored, controls, today, entry, person, units, recent };
}

/** Photos came first: the draft gets its kind, and what a fresh form of it starts with. */
export async function chooseKindFor(device: Device, draft: DraftRow, kindId: string): Promise<void> {
  const opened = await openNew(device, { kind: kindId, unit: draft.unit, likeLast: false });
  if (opened.status !== 'open') return;
  const input: TypedValues = opened.controls;
  await device.db.drafts.update(draft.id, { kind: kindId, input, updatedAt: device.now() });
}
