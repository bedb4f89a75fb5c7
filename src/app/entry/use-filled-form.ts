import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { readTyped, writeTyped } from '../../domain/input.ts';
import type { FieldValues } from '../../domain/kinds/field.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { registerFlush } from '../state/flush.ts';
import { markUnsaved } from '../state/view.ts';
import { readControls, textOf, writeControls, type Controls } from './controls.ts';
import { startDraftWriter, type DraftState, type DraftWriter } from './draft-writer.ts';
import { followingValues } from './follow.ts';
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
  const held = useRef({ controls: first, values: drawn.values, shape: '' });

  const readDraft = (): DraftRow => ({
    ...draft,
    unit: textOf(held.current.controls, unitControl) || draft.unit,
    input: { ...held.current.controls, ...readControls(kind.fields, held.current.controls, today) },
  });
  const [writer] = useState(() => startDraftWriter(db, { now, tell: setState }));

  const put = (changed: FieldValues): void => {
    const fields = kind.fields.filter((field) => changed[field.name] !== undefined);
    for (const [name, value] of Object.entries(writeControls(fields, writeTyped(fields, changed), today))) {
      form.setValue(name, value, { shouldDirty: true });
    }
  };

  const onChange = useEffectEvent((next: Controls) => {
    const before = held.current.values;
    held.current.controls = next;
    held.current.values = readValues(opened, next);
    markOpen(draft.id);
    markUnsaved(true);
    writer.changed(readDraft());
    put(followingValues(kind, before, held.current.values));
    const unit = textOf(next, unitControl);
    const nextShape = shapeOf(held.current.values, unit);
    if (nextShape !== held.current.shape) {
      held.current.shape = nextShape;
      setDrawn({ values: held.current.values, unit });
    }
  });

  useEffect(() => form.subscribe({ formState: { values: true }, callback: (change) => onChange(change.values) }), [form]);

  useEffect(() => {
    if (opened.isStored) markOpen(draft.id);
    const flush = (): void => void writer.flush();
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', flush);
    const unregister = registerFlush(async () => {
      await writer.flush();
    });
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', flush);
      unregister();
      flush();
      unmarkOpen();
      markUnsaved(false);
    };
  }, [writer, draft.id, opened.isStored]);

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
    put,
  };
}

function readValues({ kind, today }: OpenedForm, controls: Controls): FieldValues {
  return readTyped(kind.fields, readControls(kind.fields, controls, today), today).values;
}
