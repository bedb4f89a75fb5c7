import { reviewMessages } from '../messages/vi.review.ts';
import { Button } from '../ui/button.tsx';
import { QueueCards } from './queue-cards.tsx';
import { QueueTable } from './queue-table.tsx';
import style from './queue.module.css';
import { useReviewView } from './review-view.ts';
import type { QueueItem } from './use-queue.ts';

const mostKept = 200;

/** The rows, or the sentence that stands for none, and the way to more of them. */
export function QueueList({
  items,
  found,
  selected,
  refused,
  onMore,
}: {
  items: readonly QueueItem[];
  found: readonly QueueItem[];
  /** Undefined on a small screen, where rows lead to a page. */
  selected: string | null | undefined;
  refused: ReadonlySet<string>;
  onMore: () => void;
}) {
  const search = useReviewView((view) => view.search);
  const page = useReviewView((view) => view.page);
  if (items.length === 0) {
    if (page.state === 'loading') return <p className={style.empty}>{reviewMessages.loading}</p>;
    return page.state === 'loaded' && page.next === null ? <p className={style.empty}>{reviewMessages.empty}</p> : <More onMore={onMore} />;
  }
  return (
    <div className={selected === undefined ? undefined : style.column}>
      {found.length === 0 ? (
        <p className={style.empty}>{reviewMessages.nothingFound(search.trim())}</p>
      ) : selected === undefined ? (
        <QueueCards items={found} refused={refused} />
      ) : (
        <QueueTable items={found} selected={selected} refused={refused} />
      )}
      {page.next !== null && items.length < mostKept && <More onMore={onMore} />}
      {page.next !== null && items.length >= mostKept && <p className={style.empty}>{reviewMessages.full}</p>}
    </div>
  );
}

function More({ onMore }: { onMore: () => void }) {
  const next = useReviewView((view) => view.page.next);
  if (next === null) return null;
  return (
    <div className={style.more}>
      <Button kind="plain" onClick={onMore}>
        {reviewMessages.loadMore}
      </Button>
    </div>
  );
}
