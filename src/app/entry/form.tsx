import { Suspense, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { Field, FieldValues } from '../../domain/kinds/field.ts';
import { formatNumber, timeOf } from '../../domain/text.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { servedUnits, unitOf } from '../state/own-units.ts';
import { Button } from '../ui/button.tsx';
import { Check, RotateCcw, Send, TriangleAlert } from '../ui/icon.tsx';
import { lazyExtra, lazyPart } from '../ui/lazy-part.tsx';
import { Fold } from '../ui/fold.tsx';
import { Screen } from '../ui/screen.tsx';
import type { DraftState } from './draft-writer.ts';
import type { Remarks } from './field-frame.tsx';
import { FieldView } from './field.tsx';
import { focusField } from './focus-field.ts';
import { FormContext, type FormTools } from './form-context.ts';
import style from './form.module.css';
import type { OpenedForm } from './open-form.ts';
import { markOpen } from './open-mark.ts';
import { PhotoSection } from './photo-section.tsx';
import { readingOrder, sectionsOf } from './sections.ts';
import { useDraftAttachments } from './use-draft-attachments.ts';
import { useDraftPhotos } from './use-draft-photos.ts';
import { unitControl, useFilledForm } from './use-filled-form.ts';
import { loadSaving, useSaving, type SavingState } from './use-saving.ts';

/** Not every form asks for these, and none at first. */
const ProblemSummary = lazyPart(async () => (await loadSaving()).ProblemSummary);
const QuestionDialog = lazyPart(async () => (await loadSaving()).QuestionDialog);
const EndedElsewhere = lazyExtra(async () => (await loadSaving()).EndedElsewhere);
const ReviewerCard = lazyPart(async () => (await import('./reviewer-card.tsx')).ReviewerCard);
const AttachmentSection = lazyExtra(async () => (await import('./attachment-section.tsx')).AttachmentSection);
const TaskReminder = lazyExtra(async () => (await import('./task-control.tsx')).TaskReminder);
const DiscardDraft = lazyExtra(async () => (await import('./discard-draft.tsx')).DiscardDraft);
const UnitChoice = lazyPart(async () => (await import('./unit-choice.tsx')).UnitChoice);

/** One form for every kind: fields, photos, folds, and the one button. */
export function EntryForm({ opened, canRepeat }: { opened: OpenedForm; canRepeat: boolean }) {
  const { kind, today, person, draft, entry, flags } = opened;
  const [, navigate] = useLocation();
  const dayOf = (values: FieldValues) => kind.period(values).occurredOn ?? today;
  const servedOnDay = (values: FieldValues, unit: string) => servedUnits(person, unit, dayOf(values));
  const keysOf = (values: FieldValues, unit: string) => servedOnDay(values, unit).map((each) => each.key);

  const review = entry?.status === 'returned' ? entry.review : null;

  const filled = useFilledForm(opened, (values, unit) => {
    const served = keysOf(values, unit);
    const sections = sectionsOf(kind, values, { served });
    const mended = flags.map((flag) => values[flag.name]);
    return JSON.stringify([unit, dayOf(values), served, readingOrder(sections), sections.usualAsks, kind.derived?.(values), mended]);
  });
  const photos = useDraftPhotos(draft);
  const attachments = useDraftAttachments(draft, entry?.attachments);
  const served = servedOnDay(filled.shown, filled.unit);
  const servedKeys = served.map((unit) => unit.key);
  const sections = sectionsOf(kind, filled.shown, { served: servedKeys });

  const untouched = (values: FieldValues) =>
    opened.untouchedFlags(
      flags,
      { values: entry?.values ?? {}, photos: idsOf(entry?.photos), attachments: idsOf(entry?.attachments) },
      { values, photos: idsOf(photos), attachments: idsOf(attachments) },
    );

  const saving = useSaving(filled, () => {
    const controls = filled.read();
    const unit = typeof controls[unitControl] === 'string' ? controls[unitControl] : draft.unit;
    return {
      kind,
      today,
      controls,
      photos,
      attachments,
      untouched,
      unit: unitOf(person, unit),
      draft: filled.readDraft(),
      order: readingOrder(sections),
      servedKeys: (values, of = unit) => keysOf(values, of),
    };
  });
  const left = untouched(filled.shown).length;

  useEffect(() => {
    const [first] = flags;
    if (first) focusField(first.field);
  }, [flags]);

  const title = review ? words.fixTitle : entry ? words.editTitle(kind.noun) : kind.formTitle;
  const hasProblems = saving.problems.length > 0;
  useEffect(() => {
    if (!hasProblems) return;
    const before = document.title;
    document.title = `${words.errorPrefix}${before}`;
    return () => {
      document.title = before;
    };
  }, [hasProblems]);

  const remarksOf = (field: string): Remarks => ({
    problem: saving.problems.find((problem) => problem.field === field)?.sentence,
    flag: flags.some((flag) => flag.name === field) ? words.review.flag(review?.remark ?? '') : undefined,
  });
  const ask = (fields: readonly Field[]) =>
    fields.map((field) => <FieldView key={field.name} field={field} remarks={remarksOf(field.name)} />);
  const asksIn = (fields: readonly { name: string }[]) =>
    fields.some((field) => [...saving.problems.map((problem) => problem.field), ...flags.map((flag) => flag.name)].includes(field.name));

  /** While a file is on its way to disk: whether it came there. */
  const attaching = useRef<Promise<boolean>>(null);
  const waitFor = (work: Promise<boolean>): void => {
    attaching.current = work;
    void work.finally(() => {
      if (attaching.current === work) attaching.current = null;
    });
  };
  const save = async (): Promise<void> => {
    // What was not attached is said on this screen, and nothing leaves it before.
    if (attaching.current && !(await attaching.current)) return;
    await saving.save();
  };
  const store = async (): Promise<boolean> => {
    markOpen(draft.id);
    filled.writer.changed(filled.readDraft());
    return filled.writer.flush();
  };
  const capture = async (from: 'camera' | 'gallery'): Promise<void> => {
    // On disk before anything opens that may kill the page (pains 15).
    if (!(await store())) return;
    navigate(`/draft/${draft.id}`, { replace: true });
    navigate(`/capture?draft=${draft.id}${from === 'gallery' ? '&from=gallery' : ''}`, { state: { fromForm: true } });
  };
  const tools: FormTools = {
    form: filled.form,
    today,
    day: dayOf(filled.shown),
    kind: kind.id,
    unit: filled.unit,
    shown: filled.shown,
    served,
    contents: entry ? [] : opened.recent.contents,
    texts: opened.recent.texts,
    chooseContent: (earlier) => {
      const put = ({ withContent }: Awaited<ReturnType<typeof loadSaving>>) => filled.put(withContent(kind, filled.readNow(), earlier));
      void loadSaving().then(put, () => {});
    },
  };
  const isBegun = filled.state.status !== 'none';

  return (
    <Screen
      title={title}
      back
      footer={
        <>
          <SaveStatus state={filled.state} saving={saving.state} />
          <Button kind="primary" big icon={review ? <Send /> : <Check />} onClick={() => void save()}>
            {review ? words.sendAgain(left) : words.save(kind.noun)}
          </Button>
        </>
      }
    >
      <FormContext value={tools}>
        <form
          className={style.form}
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            // Enter in a text box moves on; only the button saves.
            event.preventDefault();
          }}
        >
          {opened.isRestored && (
            <p className={style.restored} aria-live="polite">
              {words.restored}
            </p>
          )}
          <Suspense>
            {review && <ReviewerCard review={review} flags={flags} />}
            {isBegun && <EndedElsewhere opened={opened} filled={filled} />}
            {hasProblems && <ProblemSummary problems={saving.problems} tries={saving.tries} />}
            {opened.units.length > 1 && <UnitChoice units={opened.units} />}
          </Suspense>
          {canRepeat && opened.recent.last && !isBegun && (
            <Link href={`/new/${kind.id}?like=last`} replace className={style.again}>
              <RotateCcw size={20} />
              {words.again}
            </Link>
          )}
          {ask(sections.main)}
          <PhotoSection
            draft={draft.id}
            photos={photos}
            known={entry?.photos ?? []}
            title={typeof filled.shown['title'] === 'string' ? filled.shown['title'] : kind.formTitle}
            least={kind.minimumPhotos}
            remarks={remarksOf('photos')}
            flagged={new Set(flags.filter((flag) => flag.name.startsWith('photo:')).map((flag) => flag.name.slice('photo:'.length)))}
            onCapture={(from) => void capture(from)}
            onChanged={store}
          />
          {kind.derived?.(filled.shown).map((sum) => (
            <p key={sum.label} className={style.sum}>
              {words.derived(sum.label, formatNumber(sum.value), sum.unit)}
            </p>
          ))}
          {sections.usual.length > 0 && (
            <Fold
              title={words.usual}
              hint={sections.usualAsks ? undefined : words.usualHint(filledIn(sections.usual, filled.shown))}
              asks={sections.usualAsks || asksIn(sections.usual)}
            >
              {ask(sections.usual)}
            </Fold>
          )}
          <Suspense>{sections.extra.map((field) => field.type === 'task' && <TaskReminder key={field.name} field={field} />)}</Suspense>
          <Fold
            title={words.extra}
            asks={
              asksIn([...sections.extra, { name: 'attachments' }]) || holdsSomething(sections.extra, filled.shown) || attachments.length > 0
            }
          >
            {ask(sections.extra)}
            <Suspense>
              <AttachmentSection
                draft={draft.id}
                attachments={attachments}
                remarks={remarksOf('attachments')}
                onAttaching={waitFor}
                onChanged={store}
              />
            </Suspense>
          </Fold>
          <Suspense>
            {isBegun && (
              <DiscardDraft
                id={draft.id}
                mode={draft.mode}
                photos={photos.length}
                attachments={attachments.length}
                writer={filled.writer}
              />
            )}
          </Suspense>
        </form>
      </FormContext>
      <Suspense>{saving.question && <QuestionDialog saving={saving} />}</Suspense>
    </Screen>
  );
}

function filledIn(fields: readonly Field[], values: FieldValues): string {
  const filled = fields.filter((field) => values[field.name] !== undefined);
  return filled.map((field) => field.label).join(', ');
}

/** A fold with something in it comes back open, so that nobody types it twice. */
function holdsSomething(fields: readonly Field[], values: FieldValues): boolean {
  return fields.some((field) => values[field.name] !== undefined);
}

function idsOf(files: readonly { id: string }[] = []): string[] {
  return files.map(({ id }) => id);
}

/** Words tied to facts: "saved" only after the transaction completed. */
function SaveStatus({ state, saving }: { state: DraftState; saving: SavingState }) {
  const notSaved = state.status === 'failed' ? words.notSaved[state.isDiskFull ? 'diskFull' : 'other'] : null;
  const trouble = saving === 'failed' ? words.failed : notSaved;
  if (trouble) {
    return (
      <p className={style.notSaved} role="alert">
        <TriangleAlert size={20} />
        {trouble}
      </p>
    );
  }
  return (
    <p className={style.saved} aria-live="polite">
      {saving === 'preparingPhotos' && words.preparingPhotos}
      {saving === 'idle' && state.status === 'saved' && (
        <>
          <Check size={18} />
          {words.savedAt(timeOf(state.at))}
        </>
      )}
    </p>
  );
}
