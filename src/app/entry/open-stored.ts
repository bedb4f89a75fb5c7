import { readTyped, writeTyped, type TypedValues } from '../../domain/input.ts';
import { loadKind } from '../../domain/kinds/index.ts';
import type { Entry } from '../../domain/entry.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { dayOf } from '../../domain/text.ts';
import { readPerson } from '../../localdb/meta.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import type { Device } from '../state/device.tsx';
import { unitsToWriteFor } from '../state/own-units.ts';
import { mayDo } from '../state/person.tsx';
import { listOf, ownControl, readControls, writeControls } from './controls.ts';
import { diedWhileOpen } from './died-while-open.ts';
import { flagsOf, untouchedFlags } from './flags.ts';
import { ownAtFirst } from './own-at-first.ts';
import { openNew, unflagged, type OpenedForm, type Opening } from './open-form.ts';
import { readRecent } from './recent.ts';

/** What was begun before: a form of its own file, since most forms are fresh. */
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
  const attachments = (row.view.attachments ?? []).map(({ id: attachment }) => attachment);
  const begun: DraftRow = {
    id,
    kind: row.view.kind,
    unit: row.unit,
    mode: 'edit',
    base: row.server?.revision ?? 0,
    start: { values: row.view.values, photos: row.view.photos.map((photo) => photo.id), attachments },
    input: kind ? writeTyped(kind.fields, row.view.values) : {},
    photos: row.view.photos.map((photo) => photo.id),
    ...(attachments.length > 0 && { attachments }),
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
  const recent = await readRecent(device.db, { kind, unit: draft.unit });
  const units = draft.mode === 'new' ? unitsToWriteFor(person, today) : [];
  const controls = writeControls(kind.fields, draft.input, today);
  const isRestored = isStored && (await diedWhileOpen(draft.id));
  return {
    status: 'open',
    kind,
    draft,
    isStored,
    isRestored,
    controls,
    own: ownFields(kind, draft, readTyped(kind.fields, readControls(kind.fields, controls, today), today).values),
    today,
    entry,
    ...readFlags(kind, entry),
    person,
    units,
    recent,
  };
}

/** Few entries come back from the reviewer. */
function readFlags(kind: Kind, entry: Entry | null): Pick<OpenedForm, 'flags' | 'untouchedFlags'> {
  if (entry?.status !== 'returned' || !entry.review) return unflagged;
  return { flags: flagsOf(kind, entry.review.flags, entry.photos), untouchedFlags };
}

/** As it was noted with the draft. */
function ownFields(kind: Kind, draft: DraftRow, values: FieldValues): ReadonlySet<string> {
  return Array.isArray(draft.input[ownControl]) ? new Set(listOf(draft.input, ownControl)) : ownAtFirst(kind, values);
}

/** Photos came first: the draft gets its kind, and what a fresh form of it starts with. */
export async function chooseKindFor(device: Device, draft: DraftRow, kindId: string): Promise<void> {
  const opened = await openNew(device, { kind: kindId, unit: draft.unit, likeLast: false });
  if (opened.status !== 'open') return;
  // As a form writes its draft: what is asked by several controls, as days are, is read back from the values alone.
  const read = readControls(opened.kind.fields, opened.controls, opened.today);
  // Nothing of it is the person's own yet.
  const input: TypedValues = { ...opened.controls, ...read, [ownControl]: [] };
  await device.db.drafts.update(draft.id, { kind: kindId, input, updatedAt: device.now() });
}
