import { reviewMessages } from '../messages/vi.review.ts';
import { Screen } from '../ui/screen.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { ItemBody } from './item-body.tsx';
import { ItemDialogs } from './item-dialogs.tsx';
import style from './item.module.css';
import { itemMark } from './review-focus.ts';
import { useItemReview, type Moves } from './use-item-review.ts';
import type { QueueItem } from './use-queue.ts';

/** The item beside the list. */
export function ItemPane({ item, moves, isRefused }: { item: QueueItem; moves: Moves; isRefused: boolean }) {
  const review = useItemReview(item, moves);
  return (
    <section className={style.pane} aria-labelledby="review-item" tabIndex={-1} {...itemMark}>
      <ItemBody review={review} isRefused={isRefused} />
      <div className={style.paneBar}>
        <DecisionBar review={review} onSkip={moves.skip} />
      </div>
      <ItemDialogs review={review} />
    </section>
  );
}

/** The item on a page of its own. */
export function ItemScreen({ item, moves, isRefused }: { item: QueueItem; moves: Moves; isRefused: boolean }) {
  const review = useItemReview(item, moves);
  return (
    <Screen title={reviewMessages.detailTitle} back="/review" footer={<DecisionBar review={review} onSkip={moves.skip} />}>
      <section className={style.sheet} aria-labelledby="review-item" tabIndex={-1} {...itemMark}>
        <ItemBody review={review} isRefused={isRefused} />
      </section>
      <ItemDialogs review={review} />
    </Screen>
  );
}
