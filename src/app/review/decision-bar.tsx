import { reviewMessages } from '../messages/vi.review.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { Button } from '../ui/button.tsx';
import { Check, CornerUpLeft, TriangleAlert } from '../ui/icon.tsx';
import style from './item.module.css';
import { openDialog, useReviewView } from './review-view.ts';
import type { ItemReview } from './use-item-review.ts';

/** The decision and its keys; in its place, why there is none to take. */
export function DecisionBar({ review, onSkip }: { review: ItemReview; onSkip: () => void }) {
  const lettersOn = useReviewView((view) => view.lettersOn);
  const { actions } = reviewMessages;
  return (
    // Where it is the screen's footer it lies outside the main part: a region of its own, or its sentences are in none.
    <section aria-label={reviewMessages.decision} className={style.decision}>
      <div aria-live="polite" className={style.live}>
        {review.isChanged && <ChangedNotice onShow={review.showChanged} />}
      </div>
      {review.blocked && <p className={style.blocked}>{reviewMessages.blocked[review.blocked]}</p>}
      {review.mayDecide && !review.mayApprove && (
        <p className={style.blocked}>{reviewMessages.openConflict(review.conflicts.join(', '))}</p>
      )}
      <div className={style.actions}>
        {review.mayApprove && (
          <Button kind="primary" icon={<Check />} onClick={review.approve}>
            {actions.approve}
            <Key name="Enter" />
          </Button>
        )}
        {review.mayDecide && (
          <>
            <Button kind={review.mayApprove ? 'plain' : 'primary'} icon={<CornerUpLeft />} onClick={() => openDialog({ type: 'return' })}>
              {actions.return}
              {lettersOn && <Key name="T" />}
            </Button>
            <Button kind="plain" onClick={() => openDialog({ type: 'move' })}>
              {unitMessages.moveEntry.open}
            </Button>
          </>
        )}
        <Button kind="plain" className={style.skip} onClick={onSkip}>
          {actions.skip}
          {lettersOn && <Key name="B" />}
        </Button>
      </div>
    </section>
  );
}

function ChangedNotice({ onShow }: { onShow: () => void }) {
  return (
    <div className={style.changed}>
      <TriangleAlert />
      <p>{reviewMessages.changedMeanwhile}</p>
      <Button kind="plain" onClick={onShow}>
        {reviewMessages.showChanged}
      </Button>
    </div>
  );
}

/** A hint for the eye: what a reader hears is the button's own name. */
function Key({ name }: { name: string }) {
  return (
    <kbd className={style.key} aria-hidden="true">
      {name}
    </kbd>
  );
}
