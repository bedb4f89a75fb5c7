import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useDevice } from '../state/device.tsx';
import { nextPaint } from '../ui/next-paint.ts';
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

const fetchSaving = async () => import('./saving.ts');
let fetched: ReturnType<typeof fetchSaving> | undefined;

/** Fetched while the form is being filled in, once: what only saving needs does not hold back the form. */
export async function loadSaving(): ReturnType<typeof fetchSaving> {
  fetched ??= fetchSaving();
  try {
    return await fetched;
  } catch (error) {
    fetched = undefined;
    throw error;
  }
}

/** The one button, and what is to be said about it. */
export function useSaving(filled: FilledForm, formNow: () => FormToSave): Saving {
  const device = useDevice();
  const [, navigate] = useLocation();
  const [state, setState] = useState<SavingState>('idle');
  const [refused, setRefused] = useState<{ problems: readonly Problem[]; tries: number }>({ problems: [], tries: 0 });
  const [question, setQuestion] = useState<Question | null>(null);
  const busy = useRef(false);
  const { writer } = filled;

  // The browser compiles what runs for the first time: while nobody waits, rather than at the tap. A weak network is
  // asked again at the button.
  const rehearse = useEffectEvent(async (): Promise<void> => {
    await nextPaint();
    const { readInOrder } = await loadSaving();
    readInOrder(formNow());
  });
  useEffect(() => void rehearse().catch(() => {}), []);

  const save = async (answers: Answers = {}): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await trySaving(answers);
    } catch {
      setState('failed');
      setQuestion(null);
      writer.changed(filled.readDraft());
      await writer.flush();
    } finally {
      busy.current = false;
    }
  };

  const showProblems = (problems: readonly Problem[]): void => {
    setQuestion(null);
    setRefused(({ tries }) => ({ problems, tries: tries + 1 }));
  };

  const trySaving = async (answers: Answers): Promise<void> => {
    const { saveForm, sayWhatHappened } = await loadSaving();
    const form = formNow();
    const onPreparing = (): void => {
      setQuestion(null);
      setState('preparingPhotos');
    };
    const outcome = await saveForm(device, form, answers, { writer, onPreparing });
    setState(outcome.status === 'photosNotReady' ? 'failed' : 'idle');
    if (outcome.status === 'incomplete') return showProblems(outcome.problems);
    if (refused.problems.length > 0) setRefused(({ tries }) => ({ problems: [], tries }));
    // The next question takes the place of the one before, with what was written in it.
    if (outcome.status === 'asks') return setQuestion(outcome.question);
    if (outcome.status === 'photosNotReady') return;
    sayWhatHappened(device, form.draft, { status: outcome.status, beside: outcome.beside });
    // The word that it is on disk is said before the next screen is drawn.
    window.setTimeout(() => {
      // A question that is open is a step of its own in the history: nobody goes back to that.
      navigate('/', { replace: question !== null });
    }, 0);
  };

  return { state, ...refused, question, save, dropQuestion: () => setQuestion(null) };
}
