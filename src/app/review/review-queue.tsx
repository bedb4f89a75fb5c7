import { Suspense, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { reviewMessages } from '../messages/vi.review.ts';
import { useView } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { lazyExtra } from '../ui/lazy-part.tsx';
import { Screen } from '../ui/screen.tsx';
import { afterStepBack } from '../ui/after-step-back.ts';
import { ApproveTogether } from './approve-together.tsx';
import { ItemPane, ItemScreen } from './item-frames.tsx';
import { neighbour, nextItem } from './next-item.ts';
import { openPhotoShelf, PhotoShelfContext } from './photo-shelf.ts';
import { QueueList } from './queue-list.tsx';
import { QueueNotice } from './queue-notice.tsx';
import { QueueTools } from './queue-tools.tsx';
import style from './queue.module.css';
import { RefusedDecisions } from './refused-decisions.tsx';
import { useFollowingFocus } from './review-focus.ts';
import { markSkipped, openDialog, selectItem, useReviewView } from './review-view.ts';
import type { Moves } from './use-item-review.ts';
import { useHeightLeft } from './use-height-left.ts';
import { useLoading } from './use-loading.ts';
import { matching, useQueue, type QueueItem } from './use-queue.ts';
import { useRefusedDecisions, type RefusedDecision } from './use-refused-decisions.ts';
import { useUndoKey } from './use-undo.ts';
import { useWide } from '../state/use-wide.ts';

/** The queue stands, and answers, without it. */
const HeldLine = lazyExtra(async () => (await import('./held-line.tsx')).HeldLine);

/** "Chờ duyệt": on a large screen list and item side by side, on a small one the list, then the item's page. */
export function ReviewQueue({ selected }: { selected?: string | undefined }) {
  const [shelf] = useState(openPhotoShelf);
  const isWide = useWide();
  const items = useQueue();
  const refused = useRefusedDecisions();
  useUndoKey();
  useCountInNavigation(items?.length ?? null);
  const loading = useLoading(refused.map((decision) => decision.n).join(' '));

  useEffect(() => {
    selectItem(selected ?? null);
    return () => openDialog(null);
  }, [selected]);

  if (items === null) return <Screen title={reviewMessages.title}>{null}</Screen>;
  const queue = { items, refused, ...loading };
  return (
    <PhotoShelfContext value={shelf}>
      {isWide ? <SideBySide {...queue} /> : selected === undefined ? <ListScreen {...queue} /> : <OneItem {...queue} selected={selected} />}
    </PhotoShelfContext>
  );
}

interface Queue {
  items: QueueItem[];
  refused: RefusedDecision[];
  reload: () => void;
  loadMore: () => void;
}

function SideBySide({ items, refused, reload, loadMore }: Queue) {
  const found = useFound(items);
  const chosen = useReviewView((view) => view.selected);
  const selected = chosen ?? found[0]?.id ?? null;
  const item = items.find((each) => each.id === selected);
  const moves = useMoves(found, selected, selectItem, selectItem);
  const refusedIds = useRefusedIds(refused);
  const first = found[0]?.id ?? null;
  useEffect(() => {
    // Pinned: what arrives later may stand above it, and must not slide in under somebody's Enter.
    if (chosen === null && first !== null) selectItem(first);
  }, [chosen, first]);
  useFollowingFocus(item?.id ?? null);
  usePrefetch(found, selected);
  const heightLeft = useHeightLeft();
  return (
    <Screen title={reviewMessages.title} wide>
      <QueueTools loaded={items.length} found={found.length} />
      <QueueNotice hasItems={items.length > 0} onReload={reload} />
      <RefusedDecisions refused={refused} queued={useIds(items)} />
      <Suspense>
        <HeldLine />
      </Suspense>
      <ApproveTogether items={items} found={found} />
      <div ref={heightLeft} className={items.length > 0 || chosen !== null ? style.split : undefined}>
        <QueueList items={items} found={found} selected={selected} refused={refusedIds} onMore={loadMore} />
        {item ? (
          <ItemPane key={item.id} item={item} moves={moves} isRefused={refusedIds.has(item.id)} />
        ) : (
          chosen !== null && (
            <Gone id={chosen}>
              <Button kind="plain" onClick={() => selectItem(null)}>
                {reviewMessages.backToList}
              </Button>
            </Gone>
          )
        )}
      </div>
    </Screen>
  );
}

function ListScreen({ items, refused, reload, loadMore }: Queue) {
  const found = useFound(items);
  const refusedIds = useRefusedIds(refused);
  return (
    <Screen title={reviewMessages.title}>
      <QueueTools loaded={items.length} found={found.length} />
      <QueueNotice hasItems={items.length > 0} onReload={reload} />
      <RefusedDecisions refused={refused} queued={useIds(items)} />
      <Suspense>
        <HeldLine />
      </Suspense>
      <QueueList items={items} found={found} selected={undefined} refused={refusedIds} onMore={loadMore} />
    </Screen>
  );
}

function OneItem({ items, refused, selected }: Queue & { selected: string }) {
  const [, navigate] = useLocation();
  const found = useFound(items);
  const item = items.find((each) => each.id === selected);
  const refusedIds = useRefusedIds(refused);
  const [decided, setDecided] = useState<string | null>(null);
  const go = (next: string | null): void => navigate(next === null ? '/review' : `/review/${next}`, { replace: true });
  const moves = useMoves(found, selected, go, (next, fromDialog) => {
    setDecided(selected);
    if (fromDialog) afterStepBack(() => go(next));
    else go(next);
  });
  useFollowingFocus(item?.id ?? null);
  usePrefetch(found, selected);
  if (item) return <ItemScreen key={item.id} item={item} moves={moves} isRefused={refusedIds.has(item.id)} />;
  return (
    <Screen title={reviewMessages.detailTitle} back="/review">
      {decided !== selected && (
        <Gone id={selected}>
          <LinkButton kind="plain" href="/review">
            {reviewMessages.backToList}
          </LinkButton>
        </Gone>
      )}
    </Screen>
  );
}

/** The item is not, or no longer, in the queue. */
function Gone({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className={style.gone}>
      <p>{reviewMessages.gone}</p>
      <LinkButton kind="plain" href={`/e/${id}`}>
        {reviewMessages.seeInLog}
      </LinkButton>
      {children}
    </div>
  );
}

/** The rail says how many wait, also on other screens. */
function useCountInNavigation(loaded: number | null): void {
  const total = useReviewView((view) => view.page.total);
  useEffect(() => {
    if (loaded !== null) useView.setState({ toReview: Math.max(loaded, total ?? 0) });
  }, [loaded, total]);
}

function useMoves(
  found: readonly QueueItem[],
  current: string | null,
  go: (id: string | null) => void,
  goAfterDecision: (id: string | null, fromDialog: boolean) => void,
): Moves {
  const ids = found.map((item) => item.id);
  const after = (): string | null => (current === null ? null : nextItem(ids, current, new Set(useReviewView.getState().skipped)));
  return {
    next: () => go(neighbour(ids, current, 1)),
    previous: () => go(neighbour(ids, current, -1)),
    skip: () => {
      const next = after();
      if (current !== null) markSkipped(current);
      go(next);
    },
    decided: (fromDialog) => goAfterDecision(after(), fromDialog),
  };
}

/** The next item's first photos, so that moving on shows them at once. */
function usePrefetch(found: readonly QueueItem[], current: string | null): void {
  const shelf = useContext(PhotoShelfContext);
  const next =
    current === null
      ? null
      : neighbour(
          found.map((item) => item.id),
          current,
          1,
        );
  const photos = (found.find((item) => item.id === next)?.row.photos ?? [])
    .filter(([, state]) => state === 'stored')
    .slice(0, 3)
    .map(([photo]) => photo)
    .join(' ');
  useEffect(() => {
    for (const photo of photos === '' ? [] : photos.split(' ')) void shelf?.take(photo, true);
  }, [shelf, photos]);
}

function useFound(items: QueueItem[]): QueueItem[] {
  const search = useReviewView((view) => view.search);
  return useMemo(() => matching(items, search), [items, search]);
}

function useIds(items: readonly QueueItem[]): ReadonlySet<string> {
  return useMemo(() => new Set(items.map((item) => item.id)), [items]);
}

function useRefusedIds(refused: readonly RefusedDecision[]): ReadonlySet<string> {
  return useMemo(() => new Set(refused.map((decision) => decision.entry)), [refused]);
}
