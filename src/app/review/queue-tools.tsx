import { daysLeftInQuarter, quarterOf, reportingMonthOf, reportingYearOf } from '../../domain/period.ts';
import { dayOf, type Day } from '../../domain/text.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { Search } from '../ui/icon.tsx';
import style from './queue.module.css';
import { openDialog, searchQueue, useReviewView } from './review-view.ts';

/** How many wait, and the search within what is loaded. */
export function QueueTools({ loaded, found }: { loaded: number; found: number }) {
  const { now } = useDevice();
  const hasItems = loaded > 0;
  const search = useReviewView((view) => view.search);
  const total = useReviewView((view) => view.page.total);
  return (
    <div className={style.tools}>
      <p className={style.total} aria-live="polite">
        {search.trim() === '' ? reviewMessages.total(Math.max(loaded, total ?? 0)) : reviewMessages.found(found)}
      </p>
      <p className={style.period}>{periodText(dayOf(now()))}</p>
      {hasItems && (
        <button type="button" className={style.keysButton} onClick={() => openDialog({ type: 'keys' })}>
          {reviewMessages.actions.keys}
        </button>
      )}
      <label className={style.search}>
        <Search size={20} />
        <span className="visually-hidden">{reviewMessages.search}</span>
        <input
          type="search"
          defaultValue={search}
          placeholder={reviewMessages.searchHint}
          autoComplete="off"
          enterKeyHint="search"
          onInput={(event) => searchQueue(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}

function periodText(today: Day): string {
  return reviewMessages.period(quarterOf(reportingMonthOf(today)), reportingYearOf(today), daysLeftInQuarter(today));
}
