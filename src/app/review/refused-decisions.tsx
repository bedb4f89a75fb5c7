import { dismissDecisions } from '../../localdb/dismiss-refused.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { TriangleAlert } from '../ui/icon.tsx';
import style from './queue.module.css';
import type { RefusedDecision } from './use-refused-decisions.ts';

/** Each as a row in plain words, with the way to mend it where there is one. */
export function RefusedDecisions({ refused, queued }: { refused: readonly RefusedDecision[]; queued: ReadonlySet<string> }) {
  const { db, runner, now } = useDevice();
  const dismiss = async (entry: string): Promise<void> => {
    await dismissDecisions(db, entry, now());
    runner.workAdded();
  };
  if (refused.length === 0) return null;
  return (
    <section className={style.refusedList} aria-labelledby="refused-decisions">
      <h2 id="refused-decisions">
        <TriangleAlert />
        {reviewMessages.refusedDecisions.title}
      </h2>
      <ul>
        {refused.map((decision) => (
          <li key={decision.n}>
            <p>{sentence(decision)}</p>
            {(queued.has(decision.entry) || decision.type !== 'review') && (
              <LinkButton kind="plain" href={queued.has(decision.entry) ? `/review/${decision.entry}` : `/e/${decision.entry}`}>
                {reviewMessages.refusedDecisions.see}
              </LinkButton>
            )}
            <Button kind="plain" onClick={() => void dismiss(decision.entry)}>
              {reviewMessages.refusedDecisions.dismiss}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sentence({ type, reason, title, conflict, isMoot }: RefusedDecision): string {
  const texts = reviewMessages.refusedDecisions;
  if (conflict) return texts.conflict(title, conflict.label);
  if (isMoot) return texts.moot(title);
  if (type === 'move') return texts.move(title);
  if (type === 'withdraw') return texts.withdraw(title);
  if (reason === 'stale_review') return texts.stale(title);
  if (reason === 'state' || reason === 'locked') return texts.state(title);
  return texts.other(title);
}
