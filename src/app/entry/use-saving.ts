import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { formMessages as words } from '../messages/vi.form.ts';
import { useDevice, type Device } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import type { Problem } from '../ui/problems.ts';
import type { Answers, FormToSave, Question } from './save-form.ts';
import type { FilledForm } from './use-filled-form.ts';

export type SavingState = 'idle' | 'preparingPhotos' | 'failed';

export interface Saving {
  state: SavingState;
  problems: readonly Problem[];
  /** Rises with every refused try, so that the summary takes the focus again. */
  tries: number;
  question: Question | null;
  save: (answers?: Answers) => Promise<void>;
  dropQuestion: () => void;
}

/** Fetched while the form is being filled in: what only saving needs does not hold back the form. */
export const loadSaving = async () => import('./saving.ts');

/** The one button, and what is to be said about it. */
export function useSaving(filled: FilledForm, formNow: () => FormToSave): Saving {
  const device = useDevice();
  const [, navigate] = useLocation();
  const [state, setState] = useState<SavingState>('idle');
  const [refused, setRefused] = useState<{ problems: readonly Problem[]; tries: number }>({ problems: [], tries: 0 });
  const [question, setQuestion] = useState<Question | null>(null);
  const busy = useRef(false);
  const { writer } = filled;

  // A weak network is asked again at the button.
  useEffect(() => void loadSaving().catch(() => {}), []);

  const save = async (answers: Answers = {}): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await trySaving(answers);
    } catch {
      setState('failed');
      writer.changed(filled.readDraft());
      await writer.flush();
    } finally {
      busy.current = false;
    }
  };

  const trySaving = async (answers: Answers): Promise<void> => {
    setQuestion(null);
    const { saveForm, undoSaving } = await loadSaving();
    const form = formNow();
    const outcome = await saveForm(device, form, answers, { writer, onPreparing: () => setState('preparingPhotos') });
    setState(outcome.status === 'photosNotReady' ? 'failed' : 'idle');
    if (outcome.status === 'incomplete') return setRefused(({ tries }) => ({ problems: outcome.problems, tries: tries + 1 }));
    if (refused.problems.length > 0) setRefused(({ tries }) => ({ problems: [], tries }));
    if (outcome.status === 'asks') return setQuestion(outcome.question);
    if (outcome.status === 'photosNotReady') return;
    writer.stop();
    sayWhatHappened(device, form.draft.mode, outcome.status, async () => undoSaving(device, form.draft.id));
    // The word that it is on disk is said before the next screen is drawn.
    window.setTimeout(() => navigate('/'), 0);
  };

  return { state, ...refused, question, save, dropQuestion: () => setQuestion(null) };
}

function sayWhatHappened(device: Device, mode: 'new' | 'edit', status: 'saved' | 'unchanged', takeBack: () => Promise<void>): void {
  if (status === 'unchanged' && mode === 'edit') return showToast({ text: words.unchanged });
  const undo = async (): Promise<void> => {
    await takeBack();
    device.runner.workAdded();
    showToast({ text: words.undone });
  };
  const isNew = mode === 'new';
  showToast({ text: words.saved, ...(isNew && { seconds: 12, action: { label: words.undo, run: () => void undo() } }) });
  device.runner.workAdded();
}
