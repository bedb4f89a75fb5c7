import { readTyped, writeTyped } from '../../domain/input.ts';
import { sameValue } from '../../domain/merge.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { readAgain } from '../../localdb/read-again.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import type { Device } from '../state/device.tsx';
import { readControls, writeControls } from './controls.ts';
import type { OpenedForm, Opening } from './open-form.ts';
import { openEntry } from './open-stored.ts';

/**
 * "Sửa rồi gửi lại": the entry's form with the refused words put on top. Where a draft of it was begun already, what the
 * person wrote in that stays.
 */
export async function openAgain(device: Device, id: string): Promise<Opening> {
  const opened = await openEntry(device, id);
  // Begun in this way before: it is as it was left.
  if (opened.status !== 'open' || opened.draft.again) return opened;
  const again = await readAgain(device.db, id);
  if (!again) return opened;
  const { kind, today, isStored } = opened;
  const written = writtenIn(opened);
  const fields = kind.fields.filter((field) => again.said.fields.includes(field.name) && !written.has(field.name));
  const names = fields.map((field) => field.name);
  const words = Object.fromEntries(Object.entries(again.after.values).filter(([name]) => names.includes(name)));
  const here = new Set(await device.db.photos.where('entry').equals(id).primaryKeys());
  const { before, after } = again;
  const attachments = changedList(opened.draft.attachments ?? [], { before: before.attachments, after: after.attachments, here });
  const input = Object.fromEntries(Object.entries(opened.draft.input).filter(([name]) => !names.includes(name)));
  const draft: DraftRow = {
    ...opened.draft,
    input: { ...input, ...writeTyped(fields, words) },
    photos: changedList(opened.draft.photos, { before: before.photos, after: after.photos, here }),
    ...((attachments.length > 0 || opened.draft.attachments) && { attachments }),
    // What this form does not ask for it cannot say again.
    again: { ...again.said, fields: kind.fields.map((field) => field.name).filter((name) => again.said.fields.includes(name)) },
  };
  if (isStored) await device.db.drafts.put(draft);
  return { ...opened, draft, controls: writeControls(kind.fields, draft.input, today), own: new Set([...opened.own, ...names]) };
}

/** Fields in which the draft says something else than it began with, readable or not. */
function writtenIn({ kind, controls, today, draft, isStored }: OpenedForm): ReadonlySet<string> {
  if (!isStored) return new Set();
  const { values, findings } = readTyped(kind.fields, readControls(kind.fields, controls, today), today);
  return new Set([...findings.map(({ field }) => field), ...differing(kind, values, draft.start?.values ?? {})]);
}

function differing(kind: Kind, values: FieldValues, start: FieldValues): string[] {
  return kind.fields.map(({ name }) => name).filter((name) => !sameValue(values[name] ?? null, start[name] ?? null));
}

type Files = readonly { id: string }[] | undefined;

/** Only what this device still has can be sent. */
function changedList(
  now: readonly string[],
  { before = [], after = [], here }: { before: Files; after: Files; here: ReadonlySet<string> },
): string[] {
  const [had, has] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  const added = [...has].filter((id) => !had.has(id) && !now.includes(id) && here.has(id));
  return [...now.filter((id) => !had.has(id) || has.has(id)), ...added];
}
