import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { readTyped, writeTyped } from '../../domain/input.ts';
import type { FieldValues } from '../../domain/kinds/field.ts';
import { dropLastWords, keepLastWords } from '../../localdb/last-words.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { registerFlush } from '../state/flush.ts';
import { markUnsaved } from '../state/view.ts';
import { fieldOfPart, ownControl, readControls, textOf, writeControls, type Controls } from './controls.ts';
import { startDraftWriter, type DraftState, type DraftWriter } from './draft-writer.ts';
import { followingValues, ownAfter } from './follow.ts';
import { markOpen, unmarkOpen } from './open-mark.ts';
import type { OpenedForm } from './open-form.ts';

const pauseAfterFailure = 3000;

/** The unit is a control like the others, so that a draft brings it back too. */
export const unitControl = 'entry:unit';

export interface FilledForm {
  form: UseFormReturn<Controls>;
  /** As of the last change that alters what is asked: typing does not draw the form anew. */
  shown: FieldValues;
  unit: string;
  state: DraftState;
  writer: DraftWriter;
  /** The controls as they are now, and what is read from them. */
  read: () => Controls;
  readNow: () => FieldValues;
  /** The draft as it would be written now. */
  readDraft: () => DraftRow;
  /** From now on it is written as something else: its entry was saved elsewhere. What was typed here goes to disk again. */
  goOnAs: (change: Partial<DraftRow>) => void;
  put: (values: FieldValues) => void;
}

/** The form, its way to disk, and what follows from what was typed. */
export function useFilledForm(opened: OpenedForm, shapeOf: (values: FieldValues, unit: string) => string): FilledForm {
  const { kind, today, draft } = opened;
  const { db, now } = useDevice();
  const [first] = useState((): Controls => ({ ...opened.controls, [unitControl]: draft.unit }));
  const form = useForm<Controls>({ defaultValues: first });
  const [state, setState] = useState<DraftState>(opened.isStored ? { status: 'saved', at: draft.updatedAt } : { status: 'none' });
  const [drawn, setDrawn] = useState(() => ({ values: readValues(opened, first), unit: draft.unit }));
  // react-hook-form answers with the defaults once the form has left the screen: the last write must not.
  const held = useRef({
    controls: first,
    values: drawn.values,
    own: opened.own,
    shape: '',
    became: {},
  });
  const isPutting = useRef(false);

  const readDraft = (): DraftRow => ({
    ...draft,
    ...held.current.became,
    unit: textOf(held.current.controls, unitControl) || draft.unit,
    input: {
      ...held.current.controls,
      ...readControls(kind.fields, held.current.controls, today),
      [ownControl]: [...held.current.own],
    },
  });
  const [writer] = useState(() => startDraftWriter(db, { now, tell: setState }));

  const put = (changed: FieldValues): void => {
    const fields = kind.fields.filter((field) => changed[field.name] !== undefined);
    const isWithin = isPutting.current;
    isPutting.current = true;
    for (const [name, value] of Object.entries(writeControls(fields, writeTyped(fields, changed), today))) {
      form.setValue(name, value, { shouldDirty: true });
    }
    isPutting.current = isWithin;
  };

  const onChange = useEffectEvent((next: Controls, name: string | undefined) => {
    const before = held.current.values;
    held.current.controls = next;
    held.current.values = readValues(opened, next);
    if (name !== undefined && !isPutting.current)
      held.current.own = ownAfter(kind, held.current.own, { field: fieldOfPart(name), before, after: held.current.values });
    markOpen(draft.id);
    markUnsaved(true);
    writer.changed(readDraft());
    put(followingValues(kind, { before, after: held.current.values, own: held.current.own }));
    const unit = textOf(next, unitControl);
    const nextShape = shapeOf(held.current.values, unit);
    if (nextShape !== held.current.shape) {
      held.current.shape = nextShape;
      setDrawn({ values: held.current.values, unit });
    }
  });

  useEffect(() => form.subscribe({ formState: { values: true }, callback: (change) => onChange(change.values, change.name) }), [form]);

  useEffect(() => {
    if (opened.isStored) markOpen(draft.id);
    const flush = async (): Promise<void> => {
      const unsaved = writer.unsaved();
      // At once: a transaction that begins now may end with the page.
      if (unsaved) keepLastWords(db.person, unsaved);
      if (await writer.flush()) dropLastWords(db.person, draft.id);
    };
    const onPageHide = (): void => void flush();
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') void flush();
    };
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onPageHide);
    const unregister = registerFlush(() => writer.flush());
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', onPageHide);
      unregister();
      void writer.flush();
      unmarkOpen();
      markUnsaved(false);
    };
  }, [writer, db, draft.id, opened.isStored]);

  // Somebody may make room on the phone and come back without typing another letter.
  useEffect(() => {
    if (state.status !== 'failed') return;
    const timer = window.setTimeout(() => void writer.flush(), pauseAfterFailure);
    return () => window.clearTimeout(timer);
  }, [state, writer]);

  return {
    form,
    shown: drawn.values,
    unit: drawn.unit,
    state,
    writer,
    read: () => held.current.controls,
    readNow: () => held.current.values,
    readDraft,
    goOnAs: (change) => {
      held.current.became = change;
      if (held.current.controls !== first) writer.changed(readDraft());
    },
    put,
  };
}

function readValues({ kind, today }: OpenedForm, controls: Controls): FieldValues {
  return readTyped(kind.fields, readControls(kind.fields, controls, today), today).values;
}
