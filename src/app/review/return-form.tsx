import { useRef, useState, type FormEvent } from 'react';
import { isAsked, isRequired } from '../../domain/asked.ts';
import type { Verdict } from '../../domain/entry.ts';
import type { Field, FieldValues } from '../../domain/kinds/field.ts';
import { saveReviewDraft } from '../../localdb/review-drafts.ts';
import type { ReviewDraft } from '../../localdb/rows.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { CornerUpLeft, Ban, TriangleAlert } from '../ui/icon.tsx';
import style from './dialogs.module.css';
import { flagLabel } from './flag-label.ts';
import { readDecision, type TypedDecision } from './remark.ts';
import type { ItemReview } from './use-item-review.ts';

type Refusal = Exclude<Verdict, 'approve'>;
const sentences = { reason: 'missing', text: 'missingText', rejectReason: 'missingRejectReason' } as const;

/** Why it goes back. The fields are the form's own (uncontrolled): an input method may rewrite what it typed. */
export function ReturnForm({ review, draft, onCancel }: { review: ItemReview; draft: ReviewDraft | null; onCancel: () => void }) {
  const { db } = useDevice();
  // As it was left, whichever way the dialog was closed; what is kept meanwhile must not change it.
  const [start] = useState(draft);
  const [verdict, setVerdict] = useState<Refusal>(start?.verdict ?? 'return');
  const [missing, setMissing] = useState<keyof typeof sentences | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const typed = useOnlyHere();
  const { dialog } = reviewMessages;

  const keep = (event: FormEvent<HTMLFormElement>): void => {
    typed();
    void saveReviewDraft(db, { entry: review.shown.id, ...readTyped(event.currentTarget) }).catch(() => {});
  };

  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const decision = readDecision(readTyped(event.currentTarget));
    if (decision.status === 'complete') {
      review.decide(decision.verdict, decision.remark, decision.flags);
      return;
    }
    setMissing(decision.what);
    form.current?.querySelector<HTMLElement>(decision.what === 'text' ? 'textarea' : 'input[name=reason]')?.focus();
  };

  return (
    <form ref={form} className={style.form} onSubmit={send} onInput={keep} noValidate>
      {!review.mayDecide && <p className={style.error}>{reviewMessages.changedMeanwhile}</p>}
      <div role="alert" className={style.live}>
        {missing && (
          <p className={style.error}>
            <TriangleAlert />
            {dialog[sentences[missing]]}
          </p>
        )}
      </div>
      <fieldset className={`${style.group} ${style.verdicts}`}>
        <legend>{dialog.verdict}</legend>
        {(['return', 'reject'] as const).map((each) => (
          <label key={each} className={style.option}>
            <input
              type="radio"
              name="verdict"
              value={each}
              checked={verdict === each}
              onChange={() => {
                setVerdict(each);
                setMissing(null);
              }}
            />
            <span>{dialog[each]}</span>
          </label>
        ))}
      </fieldset>
      <Reasons verdict={verdict} chosen={start?.verdict === verdict ? start.reason : null} />
      <label className={style.field}>
        <span>{dialog.remark}</span>
        <span className="quiet" id="review-remark-hint">
          {dialog.remarkHint}
        </span>
        <textarea name="remark" rows={2} defaultValue={start?.text} maxLength={1500} aria-describedby="review-remark-hint" />
      </label>
      {verdict === 'return' && <Places review={review} marked={start?.flags ?? []} />}
      <div className={style.actions}>
        {verdict === 'return' ? (
          <Button kind="primary" type="submit" icon={<CornerUpLeft />}>
            {dialog.submitReturn}
          </Button>
        ) : (
          <Button kind="danger" type="submit" icon={<Ban />}>
            {dialog.submitReject}
          </Button>
        )}
        <Button kind="plain" onClick={onCancel}>
          {dialog.cancel}
        </Button>
      </div>
    </form>
  );
}

function readTyped(form: HTMLFormElement): TypedDecision {
  const data = new FormData(form);
  const [verdict, reason, text] = [data.get('verdict'), data.get('reason'), data.get('remark')];
  return {
    verdict: verdict === 'reject' ? 'reject' : 'return',
    reason: typeof reason === 'string' ? reason : null,
    text: typeof text === 'string' ? text : '',
    flags: data.getAll('flag').filter((flag) => typeof flag === 'string'),
  };
}

/** Never preselected: a chosen reason is somebody's word. Arrows go through them. */
function Reasons({ verdict, chosen }: { verdict: Refusal; chosen: string | null }) {
  const { dialog } = reviewMessages;
  const reasons: readonly string[] = verdict === 'return' ? dialog.returnReasons : dialog.rejectReasons;
  return (
    <fieldset className={style.group} key={verdict}>
      <legend>{dialog.reason}</legend>
      {[...reasons, ''].map((reason, place) => (
        <label key={reason} className={style.option}>
          <input ref={place === 0 ? focusFirst : null} type="radio" name="reason" value={reason} defaultChecked={reason === chosen} />
          <span>{reason === '' ? dialog.otherReason : reason}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The attribute itself, which React leaves out: a dialog that opens looks for it. */
function focusFirst(input: HTMLInputElement | null): void {
  input?.setAttribute('autofocus', '');
}

/** What the form will open at on the other side: filled fields, photos and files. */
function Places({ review, marked }: { review: ItemReview; marked: readonly string[] }) {
  const { entry } = review.shown.row;
  const { kind } = review.shown;
  const fields = (kind?.fields ?? []).filter((field) => isWorthFlagging(field, entry.values));
  const files = entry.attachments ? ['attachments'] : [];
  const flags = [...entry.photos.map((photo) => `photo:${photo.id}`), ...files, ...fields.map((field) => field.name)];
  return (
    <fieldset className={`${style.group} ${style.places}`}>
      <legend>{reviewMessages.dialog.flags}</legend>
      {flags.map((flag) => (
        <label key={flag} className={style.option}>
          <input type="checkbox" name="flag" value={flag} defaultChecked={marked.includes(flag)} />
          <span>{flagLabel(flag, kind, entry)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function isWorthFlagging(field: Field, values: FieldValues): boolean {
  // Units served are not known here: what is filled was asked.
  return values[field.name] !== undefined || (isRequired(field, values) && isAsked(field, values, { served: [] }));
}
