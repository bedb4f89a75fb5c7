import { withoutHidden } from '../../domain/asked.ts';
import { coOrganisersField, mayCoOrganise, mostCoOrganisers } from '../../domain/co-organisers.ts';
import { divideForm, sentenceOfDivision } from './divide-form.ts';
import { listOf, type FieldValues, type Kind } from '../../domain/kinds/field.ts';
import type { Division, SeriesPart } from '../../domain/divide-series.ts';
import { readTyped } from '../../domain/input.ts';
import { formatDay, formatNumber, type Day } from '../../domain/text.ts';
import type { Unit } from '../../domain/unit.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { newIdentifier } from '../../localdb/identifier.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { saveEntry, voidEntry, type SaveResult } from '../../localdb/save-entry.ts';
import { findingMessages as findings } from '../messages/vi.findings.ts';
import { photoRowMessages as photoRows } from '../messages/vi.photo-rows.ts';
import { questionMessages as questions } from '../messages/vi.questions.ts';
import { problemsOf, type Problem } from '../ui/problems.ts';
import { readControls, type Controls } from './controls.ts';
import type { DraftWriter } from './draft-writer.ts';
import type { Flag } from './flags.ts';
import { loggedBefore } from './logged-before.ts';
import { photosSettled } from './photos-settled.ts';
import { readForm, type Reading } from './read-form.ts';
import type { DraftAttachment } from './use-draft-attachments.ts';
import type { DraftPhoto } from './use-draft-photos.ts';

/** The form as it stands when the button is tapped. */
export interface FormToSave {
  kind: Kind;
  today: Day;
  unit: Unit;
  controls: Controls;
  draft: DraftRow;
  photos: readonly DraftPhoto[];
  attachments?: readonly DraftAttachment[];
  /** Names of the fields in the order they stand on the screen. */
  order: readonly string[];
  servedKeys: (values: FieldValues, unit?: string) => readonly string[];
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
export type Question =
  | { about: 'doubts'; problems: Problem[] }
  /** `refused`: why the explanation given cannot be taken. */
  | { about: 'flags'; flags: Flag[]; refused?: string };

export type FormOutcome =
  | { status: 'incomplete'; problems: Problem[] }
  | { status: 'asks'; question: Question }
  /** `beside`: what else was saved with it, to be taken back with it. */
  | { status: 'saved' | 'unchanged' | 'photosNotReady'; beside?: readonly string[] };

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
  const { parts, problems: divided } = await readParts(device.db, form, reading);
  const problems = [
    ...divided,
    ...problemsOfPhotos(form.photos),
    ...problemsOfAttachments(form.attachments),
    ...(await problemsOfCoOrganisers(device.db, form, reading.values)),
  ];
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

  const explained = withExplanation(reading.values, answers.explanation);
  const refused = refusalOfNote(form.kind, explained);
  if (refused) return { status: 'asks', question: { about: 'flags', flags, refused } };

  const stored = (own: FieldValues, unit?: string): FieldValues => withoutHidden(form.kind, own, { served: form.servedKeys(own, unit) });
  const [own, ...others] = parts;
  const beside = others.map(({ unit, values }) => ({ id: newIdentifier(device.now()), unit: unit.key, values: stored(values, unit.key) }));
  const content = {
    values: { ...unknownValues(form), ...stored(own ? own.values : explained) },
    setFields: form.kind.fields.filter((field) => field.merge === 'set').map((field) => field.name),
    beside,
  };
  const save = async (): Promise<SaveResult> =>
    writer.endWith(
      () => onceMore(() => saveEntry(device.db, form.draft, content, device.now())),
      ({ status }) => status !== 'photosNotReady',
    );
  const first = await save();
  const done = ({ status }: SaveResult): FormOutcome => ({ status, ...(beside.length > 0 && { beside: beside.map(({ id }) => id) }) });
  if (first.status !== 'photosNotReady') return done(first);
  onPreparing();
  await writer.flush();
  await photosSettled(device.db, first.photos);
  return done(await save());
}

/**
 * Of a series that goes over the end of its unit, the part of each unit, and what is to be said of each; of every other
 * form nothing but what was said of it. An entry that is there already is divided by hand.
 */
async function readParts(
  db: LocalDatabase,
  form: FormToSave,
  reading: Reading,
): Promise<{ parts: readonly SeriesPart[]; problems: Problem[] }> {
  const { kind, draft, unit } = form;
  const division: Division = draft.mode === 'new' ? await divideForm(db, form, reading.values) : { status: 'whole' };
  if (division.status === 'whole') return { parts: [], problems: reading.problems };
  const field = kind.fields.find((each) => each.type === 'days')?.name ?? '';
  const files = form.photos.length + (form.attachments?.length ?? 0);
  const sentence = sentenceOfDivision(division, files);
  if (division.status === 'undivided') {
    const others = reading.problems.filter((problem) => problem.field !== field);
    return { parts: [], problems: sentence === null ? reading.problems : [{ field, level: 'refused', sentence }, ...others] };
  }
  const { findings: unreadable } = readTyped(kind.fields, readControls(kind.fields, form.controls, form.today), form.today);
  const problems = division.parts.flatMap((part) =>
    problemsOf(
      kind,
      { values: part.values, unreadable },
      {
        today: form.today,
        photoCount: part.unit.key === unit.key ? form.photos.length : 0,
        unit: part.unit,
        served: form.servedKeys(part.values, part.unit.key),
        asksOfClosed: true,
      },
    ),
  );
  const once = [...new Map(problems.map((problem) => [`${problem.level} ${problem.sentence}`, problem])).values()];
  return { parts: division.parts, problems: [{ field, level: 'doubt', sentence: sentence ?? '' }, ...inOrder(once, form.order)] };
}

/** What a newer app has filled in: this one neither shows it nor takes it out. */
function unknownValues({ kind, draft }: FormToSave): FieldValues {
  const known = new Set(kind.fields.map((field) => field.name));
  return Object.fromEntries(Object.entries(draft.start?.values ?? {}).filter(([field]) => !known.has(field)));
}

/** Takes back what was just saved. */
export async function undoSaving(device: { db: LocalDatabase; now: () => number }, ids: readonly string[]): Promise<void> {
  for (const id of ids) await voidEntry(device.db, id, device.now());
}

/** What the form says, and everything that is to be said about it, from the top of the screen down. */
export function readInOrder({ kind, controls, today, photos, attachments, unit, order, servedKeys }: FormToSave): Reading {
  const situation = { today, photoCount: photos.length, attachmentCount: attachments?.length, unit };
  // Whom a centre serves depends on the day, which is read first.
  const alone = readForm(kind, controls, { ...situation, served: [] });
  const served = servedKeys(alone.values);
  const reading = served.length > 0 ? readForm(kind, controls, { ...situation, served }) : alone;
  return { ...reading, problems: inOrder(reading.problems, order) };
}

function inOrder(problems: readonly Problem[], order: readonly string[]): Problem[] {
  return [...problems].sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
}

function problemsOfPhotos(photos: readonly DraftPhoto[]): Problem[] {
  const kept = photos.flatMap(({ row, usedOn }, index): Problem[] => {
    if (row?.state === 'corrupt') return [{ field: 'photos', level: 'refused', sentence: findings.photoBroken(index + 1) }];
    return usedOn ? [{ field: 'photos', level: 'doubt', sentence: photoRows.usedBefore(formatDay(usedOn)) }] : [];
  });
  return kept;
}

function problemsOfAttachments(attachments: readonly DraftAttachment[] = []): Problem[] {
  return attachments
    .filter(({ isBroken }) => isBroken)
    .map(({ reference }) => ({ field: 'attachments', level: 'refused', sentence: findings.fileBroken(reference?.name ?? '') }));
}

/** Asked of the catalogue only where somebody is named. */
async function problemsOfCoOrganisers(db: LocalDatabase, { kind, unit }: FormToSave, values: FieldValues): Promise<Problem[]> {
  const keys = listOf(values, coOrganisersField);
  if (keys.length === 0 || keys.length > mostCoOrganisers) return [];
  const day = kind.period(values).occurredOn ?? '';
  const named = await db.units.bulkGet(keys);
  const wrong = keys.findIndex((_, index) => !mayCoOrganise(named[index], { unit: unit.key, day }));
  if (wrong === -1) return [];
  const name = named[wrong]?.name ?? keys[wrong] ?? '';
  const sentence = keys[wrong] === unit.key ? findings.unitIsOwn(name) : findings.unitNotThere(name, formatDay(day));
  return [{ field: coOrganisersField, level: 'refused', sentence }];
}

async function problemsOfTwins(db: LocalDatabase, { kind, draft }: FormToSave, values: FieldValues): Promise<Problem[]> {
  const days = await loggedBefore(db, { kind, entry: draft.id, values });
  return [...days].map(([field, day]) => {
    const label = kind.fields.find((each) => each.name === field)?.label ?? field;
    return { field, level: 'doubt', sentence: findings.loggedBefore(label, formatDay(day)) };
  });
}

/** The reviewer reads it where every other remark of the author stands. */
function withExplanation(values: FieldValues, explanation: string | undefined): FieldValues {
  const text = explanation?.normalize('NFC').trim();
  if (!text) return values;
  const note = typeof values['note'] === 'string' ? `${values['note']}\n` : '';
  return { ...values, note: `${note}${questions.explain.explained(text)}` };
}

/** The note alone was checked with the form; only now is it known how long it is with the explanation. */
function refusalOfNote(kind: Kind, values: FieldValues): string | null {
  const field = kind.fields.find((each) => each.name === 'note');
  const note = values['note'];
  if (field?.type !== 'text' || typeof note !== 'string' || note.length <= field.maximumLength) return null;
  const [most, excess] = [field.maximumLength, note.length - field.maximumLength].map(formatNumber);
  return questions.explain.tooLong(`${most}`, `${excess}`);
}
