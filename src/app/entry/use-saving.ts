import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { withoutHidden } from '../../domain/check.ts';
import type { FieldValues } from '../../domain/kinds/field.ts';
import { formatDay } from '../../domain/text.ts';
import { saveEntry, voidEntry } from '../../localdb/save-entry.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { useDevice, type Device } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import type { Flag } from './flags.ts';
import type { FilledForm } from './use-filled-form.ts';
import type { OpenedForm } from './open-form.ts';
import { photosSettled } from './photos-settled.ts';
import type { Problem, Reading } from './problems.ts';
import type { DraftPhoto } from './use-draft-photos.ts';

/** What stands between the button and the disk. */
export type Question = { about: 'doubts'; problems: Problem[] } | { about: 'flags'; flags: Flag[] };

export type SavingState = 'idle' | 'preparingPhotos' | 'failed';

interface Answers {
  confirmed?: true;
  /** "" sends without words. */
  explanation?: string;
}

export interface Saving {
  state: SavingState;
  problems: readonly Problem[];
  /** Rises with every refused try, so that the summary takes the focus again. */
  tries: number;
  question: Question | null;
  save: (answers?: Answers) => Promise<void>;
  dropQuestion: () => void;
}

/** The one button. Incomplete stays a draft, doubts are asked about, complete goes to disk in one transaction. */
export function useSaving(
  opened: OpenedForm,
  filled: FilledForm,
  facts: { photos: readonly DraftPhoto[]; readAll: () => Reading; served: readonly string[]; untouched: (values: FieldValues) => Flag[] },
): Saving {
  const device = useDevice();
  const [, navigate] = useLocation();
  const [state, setState] = useState<SavingState>('idle');
  const [refused, setRefused] = useState<{ problems: readonly Problem[]; tries: number }>({ problems: [], tries: 0 });
  const [question, setQuestion] = useState<Question | null>(null);
  const busy = useRef(false);

  const save = async (answers: Answers = {}): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await trySaving(answers);
    } catch {
      setState('failed');
      await filled.writer.flush();
    } finally {
      busy.current = false;
    }
  };

  const trySaving = async (answers: Answers): Promise<void> => {
    setQuestion(null);
    const reading = facts.readAll();
    const photoProblems = problemsOfPhotos(facts.photos);
    const problems = [...reading.problems, ...photoProblems];
    const blocking = problems.filter((problem) => problem.level !== 'doubt');
    if (blocking.length > 0 || refused.problems.length > 0)
      setRefused((before) => ({ problems: blocking, tries: blocking.length > 0 ? before.tries + 1 : before.tries }));
    if (blocking.length > 0) {
      filled.writer.changed(filled.readDraft());
      await filled.writer.flush();
      return;
    }
    const doubts = problems.filter((problem) => problem.level === 'doubt');
    if (doubts.length > 0 && !answers.confirmed) return setQuestion({ about: 'doubts', problems: doubts });
    const flags = facts.untouched(reading.values);
    if (flags.length > 0 && answers.explanation === undefined) return setQuestion({ about: 'flags', flags });
    const values = withoutHidden(opened.kind, withExplanation(reading.values, answers.explanation), { served: facts.served });
    await keep(values);
  };

  const keep = async (values: FieldValues): Promise<void> => {
    // The entry holds all that the draft would: writing the draft first would only make the person wait.
    filled.writer.hold();
    const setFields = opened.kind.fields.filter((field) => field.merge === 'set').map((field) => field.name);
    let result = await saveEntry(device.db, filled.readDraft(), { values, setFields }, device.now());
    if (result.status === 'photosNotReady') {
      setState('preparingPhotos');
      await filled.writer.flush();
      await photosSettled(device.db, result.photos);
      result = await saveEntry(device.db, filled.readDraft(), { values, setFields }, device.now());
    }
    setState(result.status === 'photosNotReady' ? 'failed' : 'idle');
    if (result.status === 'photosNotReady') return;
    filled.writer.stop();
    sayWhatHappened(device, { id: opened.draft.id, isNew: opened.draft.mode === 'new', isSaved: result.status === 'saved' });
    // The word that it is on disk is said before the next screen is drawn.
    window.setTimeout(() => navigate('/'), 0);
  };

  return { state, ...refused, question, save, dropQuestion: () => setQuestion(null) };
}

function sayWhatHappened(device: Device, what: { id: string; isNew: boolean; isSaved: boolean }): void {
  if (!what.isSaved && !what.isNew) return showToast({ text: words.unchanged });
  const undo = async (): Promise<void> => {
    await voidEntry(device.db, what.id, device.now());
    device.runner.workAdded();
    showToast({ text: words.undone });
  };
  showToast({ text: words.saved, ...(what.isNew && { seconds: 12, action: { label: words.undo, run: () => void undo() } }) });
  device.runner.workAdded();
}

function problemsOfPhotos(photos: readonly DraftPhoto[]): Problem[] {
  const kept = photos.flatMap(({ row, usedOn }, index): Problem[] => {
    if (row?.state === 'corrupt') return [{ field: 'photos', level: 'refused', sentence: words.findings.photoBroken(index + 1) }];
    return usedOn ? [{ field: 'photos', level: 'doubt', sentence: words.photos.usedBefore(formatDay(usedOn)) }] : [];
  });
  return kept;
}

/** The reviewer reads it where every other remark of the author stands. */
function withExplanation(values: FieldValues, explanation: string | undefined): FieldValues {
  const text = explanation?.normalize('NFC').trim();
  if (!text) return values;
  const note = typeof values['note'] === 'string' ? `${values['note']}\n` : '';
  return { ...values, note: `${note}${words.review.explained(text)}` };
}
