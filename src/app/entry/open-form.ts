import { writeTyped } from '../../domain/input.ts';
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
import type { PersonDocument } from '../state/person.tsx';
import { writeControls, type Controls } from './controls.ts';
import type { Flag, untouchedFlags } from './flags.ts';
import { atNearestSession } from './nearest-session.ts';
import { prefill } from './prefill.ts';
import { readRecent, type Recent } from './recent.ts';

/** Everything a form needs, read once before it is shown. */
export interface OpenedForm {
  status: 'open';
  kind: Kind;
  /** What will be written as the draft; on disk already if it was begun before. */
  draft: DraftRow;
  isStored: boolean;
  /** The page died under it: whoever comes back is told that nothing is gone. */
  isRestored: boolean;
  controls: Controls;
  /** Fields in which the person wrote something of their own. */
  own: ReadonlySet<string>;
  today: Day;
  /** The entry as it was when the draft began; null for a new one. */
  entry: Entry | null;
  /** What the reviewer named, and how to tell what of it is still as it was. */
  flags: Flag[];
  untouchedFlags: typeof untouchedFlags;
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
  const recent = await readRecent(device.db, { kind, unit: unit.key });
  const given = prefill(kind, { today, preset: presetOf(person, unit, kind), last: wanted.likeLast ? recent.last : null });
  const values = kind.schedulable && !wanted.likeLast ? atNearestSession({ kind, unit: unit.key, person, now }, given) : given;
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
  return {
    status: 'open',
    kind,
    draft,
    isStored: false,
    isRestored: false,
    controls,
    own: new Set(),
    today,
    entry: null,
    ...unflagged,
    person,
    units,
    recent,
  };
}

/** Nobody has said anything of it. */
export const unflagged = { flags: [], untouchedFlags: () => [] } satisfies Pick<OpenedForm, 'flags' | 'untouchedFlags'>;
