import { reviewMessages } from '../messages/vi.review.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { CloudOff, RotateCcw } from '../ui/icon.tsx';
import style from './queue.module.css';
import { useReviewView } from './review-view.ts';

/** Whether the list is the whole truth, and what to do if not. */
export function QueueNotice({ hasItems, onReload }: { hasItems: boolean; onReload: () => void }) {
  const state = useReviewView((view) => view.page.state);
  return (
    <div aria-live="polite" className={style.live}>
      {state !== 'loaded' && state !== 'loading' && (
        <div className={style.notice}>
          <CloudOff />
          <p>{reviewMessages[hasItems ? 'partly' : 'notLoaded'][state]}</p>
          {state === 'signedOut' ? (
            <LinkButton kind="plain" href="/start">
              {reviewMessages.signIn}
            </LinkButton>
          ) : (
            <Button kind="plain" icon={<RotateCcw />} onClick={onReload}>
              {reviewMessages.reload}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
