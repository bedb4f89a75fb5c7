import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Verdict } from '../../domain/entry.ts';
import { decideReview, moveReviewed } from '../../localdb/review.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { whyBlocked, type Blocked } from './may-decide.ts';
import { openConflicts } from './review-flags.ts';
import { focusQueue, whereFocusIs } from './review-focus.ts';
import { keyAction, pressOf } from './review-keys.ts';
import { countDecided, openDialog, toggleItem, useReviewView } from './review-view.ts';
import type { QueueItem } from './use-queue.ts';
import { useTellDecision } from './use-undo.ts';

/** Where a reviewer goes from here. */
export interface Moves {
  next: () => void;
  previous: () => void;
  skip: () => void;
  /** After a decision; `fromDialog` when one is just closing. */
  decided: (fromDialog: boolean) => void;
}

export interface ItemReview {
  /** The version in sight: a decision names its revision and no other. */
  shown: QueueItem;
  blocked: Blocked | null;
  /** Somebody changed the entry since it came into sight. */
  isChanged: boolean;
  showChanged: () => void;
  mayDecide: boolean;
  /** Labels of what only the author can choose between, which keeps it from being approved and from nothing else. */
  conflicts: readonly string[];
  mayApprove: boolean;
  approve: () => void;
  decide: (verdict: Verdict, remark: string, flags: string[]) => void;
  /** To another unit's log: no decision about the entry itself. */
  move: (to: { key: string; name: string }) => void;
}

/** One item under review: what is shown, whether it may be decided upon, and the keys. Mounted anew for each item. */
export function useItemReview(item: QueueItem, moves: Moves): ItemReview {
  const { db, runner, person, now } = useDevice();
  const tellDecision = useTellDecision();
  const [seen, setSeen] = useState(item);
  // States of photos move on without a new revision; the words do not.
  const shown = seen.row.entry.revision === item.row.entry.revision ? item : seen;
  const isChanged = shown !== item;
  const blocked = whyBlocked(shown.row.entry, person, item.isWaiting);
  const mayDecide = blocked === null && !isChanged;
  const conflicts = openConflicts(shown.row.entry, shown.kind);
  const mayApprove = mayDecide && conflicts.length === 0;
  const inSight = useRef({ revision: -1, since: Number.POSITIVE_INFINITY });
  const isDeciding = useRef(false);
  const revision = shown.row.entry.revision;

  useEffect(() => {
    inSight.current = { revision, since: performance.now() };
  }, [revision]);

  /** Once: written on this device, told in a toast, and on to the next. */
  const carryOut = async (write: () => Promise<void>, told: { tell: () => void; failed: string }): Promise<void> => {
    if (!mayDecide || isDeciding.current) return;
    isDeciding.current = true;
    try {
      await write();
    } catch {
      isDeciding.current = false;
      showToast({ text: told.failed, seconds: 10 });
      return;
    }
    countDecided(1);
    runner.workAdded();
    told.tell();
    const fromDialog = useReviewView.getState().open !== null;
    openDialog(null);
    moves.decided(fromDialog);
  };
  const decide = (verdict: Verdict, remark: string, flags: string[]): void =>
    void carryOut(() => decideReview(db, shown.row.entry, { verdict, remark, flags }, now()), {
      tell: () => tellDecision({ verdict, rows: [shown.row], title: reviewMessages.quoted(shown.title) }),
      failed: reviewMessages.notWritten,
    });
  const move = (to: { key: string; name: string }): void =>
    void carryOut(() => moveReviewed(db, shown.row.entry, to.key, now()), {
      tell: () => showToast({ text: unitMessages.moveEntry.done(to.name) }),
      failed: unitMessages.moveEntry.failed,
    });
  const approve = (): void => {
    if (mayApprove) decide('approve', '', []);
  };

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const action = keyAction(pressOf(event), {
      focus: whereFocusIs(),
      lettersOn: useReviewView.getState().lettersOn,
      shownFor: performance.now() - inSight.current.since,
      mayDecide,
      mayApprove,
      hasItem: true,
    });
    // Of the screen, which has it also without an item.
    if (action === 'undo') return;
    if (action === null) {
      // Enter on the selected row is the approval's; before it is armed it does nothing rather than something else.
      if (event.key === 'Enter' && whereFocusIs() === 'queue') event.preventDefault();
      return;
    }
    event.preventDefault();
    const act = {
      next: moves.next,
      previous: moves.previous,
      takeFocus: focusQueue,
      approve,
      choose: () => toggleItem(shown.id, shown.row.entry.revision),
      return: () => openDialog({ type: 'return' }),
      skip: moves.skip,
      photos: () => shown.row.entry.photos.length > 0 && openDialog({ type: 'photos', place: 0 }),
      keys: () => openDialog({ type: 'keys' }),
    }[action];
    act();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return { shown, blocked, isChanged, showChanged: () => setSeen(item), mayDecide, conflicts, mayApprove, approve, decide, move };
}
