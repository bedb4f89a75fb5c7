import { useEffect, useEffectEvent } from 'react';
import { withdrawDecisions } from '../../localdb/review.ts';
import { messages } from '../messages/vi.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { whereFocusIs } from './review-focus.ts';
import { keyAction, pressOf } from './review-keys.ts';
import { countDecided, forgetAct, rememberAct, selectItem, useReviewView, type Act } from './review-view.ts';

/** Says what was decided, offers to take it back, and remembers it for the key that does the same. */
export function useTellDecision(): (act: Act, more?: string) => void {
  const undo = useUndo();
  return (act, more = '') => {
    rememberAct(act);
    const text = reviewMessages.decided[act.verdict](act.title);
    showToast({ text: more === '' ? text : `${text} ${more}`, action: { label: messages.app.undo, run: () => void undo(act) } });
  };
}

/** H takes back what was decided last, also when nothing is left to be looked at. */
export function useUndoKey(): void {
  const undo = useUndo();
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const { lettersOn, acts } = useReviewView.getState();
    const situation = { focus: whereFocusIs(), lettersOn, shownFor: 0, mayDecide: false, mayApprove: false, hasItem: false };
    if (keyAction(pressOf(event), situation) !== 'undo') return;
    event.preventDefault();
    const last = acts.at(-1);
    if (last) void undo(last);
    else showToast({ text: reviewMessages.withdrawn.nothing });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function useUndo(): (act: Act) => Promise<void> {
  const { db, runner, now } = useDevice();
  return async (act) => {
    // At once: the same decision is not taken back twice.
    forgetAct(act);
    const withdrawn = await withdrawDecisions(db, act.rows, now()).catch(() => null);
    if (withdrawn === null) {
      rememberAct(act);
      return showToast({ text: reviewMessages.withdrawn.notWritten, seconds: 10 });
    }
    const [first] = withdrawn;
    if (first === undefined) return showToast({ text: reviewMessages.withdrawn.tooLate, seconds: 10 });
    countDecided(-withdrawn.length);
    runner.workAdded();
    selectItem(first);
    showToast({ text: reviewMessages.withdrawn.done(act.title) });
  };
}
