import { approveSeen } from '../../localdb/review.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Check } from '../ui/icon.tsx';
import { afterStepBack } from '../ui/after-step-back.ts';
import dialogs from './dialogs.module.css';
import { whyBlocked } from './may-decide.ts';
import style from './queue.module.css';
import { chooseItems, countDecided, openDialog, selectItem, useReviewView } from './review-view.ts';
import type { QueueItem } from './use-queue.ts';
import { useTellDecision } from './use-undo.ts';

const words = reviewMessages.together;

/** Several chosen in the list, and approved by one act: each as it stood in the list when it was chosen. */
export function ApproveTogether({ items, found }: { items: readonly QueueItem[]; found: readonly QueueItem[] }) {
  const { db, runner, person, now } = useDevice();
  const tellDecision = useTellDecision();
  const chosen = useReviewView((view) => view.chosen);
  const isAsked = useReviewView((view) => view.open?.type === 'approveChosen');
  const unflagged = found.filter((item) => item.flags.length === 0 && whyBlocked(item.row.entry, person, item.isWaiting) === null);
  const together = items.filter((item) => chosen.has(item.id));
  const count = together.length;

  const approve = async (): Promise<void> => {
    const seen = new Map(together.flatMap(({ id }) => [[id, chosen.get(id) ?? -1] as const]));
    const written = await approveSeen(db, seen, now()).catch(() => null);
    openDialog(null);
    if (!written) return showToast({ text: words.notWritten, seconds: 10 });
    const left = together.filter((item) => !written.approved.includes(item.id)).map((item) => item.title);
    chooseItems([]);
    countDecided(written.approved.length);
    runner.workAdded();
    const more = left.length > 0 ? words.changed(left) : '';
    const rows = together.filter((item) => written.approved.includes(item.id)).map((item) => item.row);
    if (rows.length > 0) tellDecision({ verdict: 'approve', rows, title: words.several(rows.length) }, more);
    else showToast({ text: more, seconds: 15 });
    // What was shown beside the list may be one of them.
    afterStepBack(() => selectItem(null));
  };

  if (count === 0 && unflagged.length < 2) return null;
  return (
    <div className={style.together}>
      {count === 0 ? (
        <Button kind="plain" onClick={() => chooseItems(unflagged.map((item) => [item.id, item.row.entry.revision]))}>
          {words.chooseUnflagged(unflagged.length)}
        </Button>
      ) : (
        <>
          <p aria-live="polite">{words.chosen(count)}</p>
          <Button kind="primary" icon={<Check />} onClick={() => openDialog({ type: 'approveChosen' })}>
            {words.open(count)}
          </Button>
          <Button kind="plain" onClick={() => chooseItems([])}>
            {words.clear}
          </Button>
        </>
      )}
      <Dialog title={words.title(count)} open={isAsked} onClose={() => openDialog(null)}>
        <ul>
          {unitsOf(together).map(([unit, ofUnit]) => (
            <li key={unit}>{words.ofUnit(unit, ofUnit)}</li>
          ))}
        </ul>
        <div className={dialogs.actions}>
          <Button kind="primary" icon={<Check />} onClick={() => void approve()}>
            {words.submit(count)}
          </Button>
          <Button kind="plain" onClick={() => openDialog(null)}>
            {words.cancel}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function unitsOf(items: readonly QueueItem[]): [unit: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { row } of items) counts.set(row.unitName, (counts.get(row.unitName) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}
