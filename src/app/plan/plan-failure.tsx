import { planMessages } from '../messages/vi.plan.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import style from './plan.module.css';
import type { Failure } from './use-plans.ts';

/** Why newer figures are not here, and the one way to get them. */
export function PlanFailure({ failure, onTryAgain }: { failure: Failure; onTryAgain: () => void }) {
  return (
    <div className={style.head} aria-live="polite">
      <p>{planMessages.failure[failure]}</p>
      <div className={style.actions}>
        {failure === 'signedOut' ? (
          <LinkButton kind="plain" href="/start?return=/plan">
            {planMessages.signIn}
          </LinkButton>
        ) : (
          <Button kind="plain" onClick={onTryAgain}>
            {planMessages.tryAgain}
          </Button>
        )}
      </div>
    </div>
  );
}
