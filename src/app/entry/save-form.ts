import { withoutHidden } from '../../domain/asked.ts';
import type { FieldValues, Kind } from '../../domain/kinds/field.ts';
import { formatDay, type Day } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { saveEntry, voidEntry } from '../../localdb/save-entry.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import type { Problem } from '../ui/problems.ts';
import type { Controls } from './controls.ts';
import type { DraftWriter } from './draft-writer.ts';
import type { Flag } from './flags.ts';
import { loggedBefore } from './logged-before.ts';
import { photosSettled } from './photos-settled.ts';
import { readForm, type Reading } from './read-form.ts';
import type { DraftPhoto } from './use-draft-photos.ts';

/** The form as it stands when the button is tapped. */
export interface FormToSave {
  kind: Kind;
  today: Day;
  unit: Unit;
  controls: Controls;
  draft: DraftRow;
  photos: readonly DraftPhoto[];
  /** Names of the fields in the order they stand on the screen. */
  order: readonly string[];
  servedKeys: (values: FieldValues) => readonly string[];
  /** What the reviewer named and the person left as it was. */
  untouched: (values: FieldValues) => Flag[];
}

/** What the person has already answered. */
export interface Answers {
  confirmed?: true;
  /** "" sends without words. */
  explanation?: string;
}

/** What stands between the button and the disk. */
export type Question = { about: 'doubts'; problems: Problem[] } | { about: 'flags'; flags: Flag[] };

export type FormOutcome =
  | { status: 'incomplete'; problems: Problem[] }
  | { status: 'asks'; question: Question }
  | { status: 'saved' | 'unchanged' | 'photosNotReady' };

/**
 * From the button to the disk: incomplete stays a draft, doubts are asked about, complete goes to disk in one
 * transaction. Apart from the form, which is drawn before this is needed.
 */
export async function saveForm(
  device: { db: LocalDatabase; now: () => number },
  form: FormToSave,
  answers: Answers,
  { writer, onPreparing }: { writer: DraftWriter; onPreparing: () => void },
): Promise<FormOutcome> {
  const reading = readInOrder(form);
  const problems = [...reading.problems, ...problemsOfPhotos(form.photos)];
  const blocking = problems.filter((problem) => problem.level !== 'doubt');
  if (blocking.length > 0) {
    writer.changed(form.draft);
    await writer.flush();
    return { status: 'incomplete', problems: blocking };
  }
  const doubts = [...problems.filter((problem) => problem.level === 'doubt'), ...(await problemsOfTwins(device.db, form, reading.values))];
  if (doubts.length > 0 && !answers.confirmed) return { status: 'asks', question: { about: 'doubts', problems: doubts } };
  const flags = form.untouched(reading.values);
  if (flags.length > 0 && answers.explanation === undefined) return { status: 'asks', question: { about: 'flags', flags } };

  const served = form.servedKeys(reading.values);
  const values = withoutHidden(form.kind, withExplanation(reading.values, answers.explanation), { served });
  const content = { values, setFields: form.kind.fields.filter((field) => field.merge === 'set').map((field) => field.name) };
  // The entry holds all that the draft would: writing the draft first would only make the person wait.
  writer.hold();
  const first = await onceMore(() => saveEntry(device.db, form.draft, content, device.now()));
  if (first.status !== 'photosNotReady') return { status: first.status };
  onPreparing();
  await writer.flush();
  await photosSettled(device.db, first.photos);
  const second = await saveEntry(device.db, form.draft, content, device.now());
  return { status: second.status };
}

/** Takes back what was just saved. */
export async function undoSaving(device: { db: LocalDatabase; now: () => number }, id: string): Promise<void> {
  await voidEntry(device.db, id, device.now());
}

function readInOrder({ kind, controls, today, photos, unit, order, servedKeys }: FormToSave): Reading {
  const situation = { today, photoCount: photos.length, unit };
  // Whom a centre serves depends on the day, which is read first.
  const { values } = readForm(kind, controls, { ...situation, served: [] });
  const reading = readForm(kind, controls, { ...situation, served: servedKeys(values) });
  return { ...reading, problems: reading.problems.sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field)) };
}

function problemsOfPhotos(photos: readonly DraftPhoto[]): Problem[] {
  const kept = photos.flatMap(({ row, usedOn }, index): Problem[] => {
    if (row?.state === 'corrupt') return [{ field: 'photos', level: 'refused', sentence: words.findings.photoBroken(index + 1) }];
    return usedOn ? [{ field: 'photos', level: 'doubt', sentence: words.photos.usedBefore(formatDay(usedOn)) }] : [];
  });
  return kept;
}

async function problemsOfTwins(db: LocalDatabase, { kind, unit, draft }: FormToSave, values: FieldValues): Promise<Problem[]> {
  const days = await loggedBefore(db, { kind, unit: unit.key, entry: draft.id, values });
  return [...days].map(([field, day]) => {
    const label = kind.fields.find((each) => each.name === field)?.label ?? field;
    return { field, level: 'doubt', sentence: words.findings.loggedBefore(label, formatDay(day)) };
  });
}

/** The reviewer reads it where every other remark of the author stands. */
function withExplanation(values: FieldValues, explanation: string | undefined): FieldValues {
  const text = explanation?.normalize('NFC').trim();
  if (!text) return values;
  const note = typeof values['note'] === 'string' ? `${values['note']}\n` : '';
  return { ...values, note: `${note}${words.review.explained(text)}` };
}
