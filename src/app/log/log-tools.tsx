import { useEffect, useRef } from 'react';
import { kindHeads } from '../../domain/kinds/index.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { filterLog, useView } from '../state/view.ts';
import type { ChipState } from '../ui/chip.tsx';
import { ChevronLeft, ChevronRight, Search, X } from '../ui/icon.tsx';
import style from './log.module.css';
import { monthBefore, type Month } from './month.ts';

const states: readonly ChipState[] = ['error', 'return', 'wait', 'send', 'received', 'approved', 'rejected', 'conflict', 'void'];

/** What part of the book is shown. */
export function LogTools({
  month,
  lastMonth,
  isSearching,
  count,
  withStates = true,
}: {
  month: Month;
  lastMonth: Month;
  isSearching: boolean;
  count: number | undefined;
  withStates?: boolean;
}) {
  const filters = useView((view) => view.log);
  return (
    <div className={style.tools}>
      <SearchField />
      <div className={style.filters}>
        <select
          aria-label={readingMessages.log.kind}
          value={filters.kind ?? ''}
          onChange={(event) => filterLog({ kind: event.currentTarget.value || null })}
        >
          <option value="">{readingMessages.log.allKinds}</option>
          {kindHeads.map((head) => (
            <option key={head.id} value={head.id}>
              {head.label}
            </option>
          ))}
        </select>
        {withStates && (
          <select
            aria-label={readingMessages.log.status}
            value={filters.status ?? ''}
            onChange={(event) => filterLog({ status: states.find((state) => state === event.currentTarget.value) ?? null })}
          >
            <option value="">{readingMessages.log.allStates}</option>
            {states.map((state) => (
              <option key={state} value={state}>
                {messages.chip[state]}
              </option>
            ))}
          </select>
        )}
      </div>
      {isSearching ? (
        <h2 className={style.found} aria-live="polite">
          {count === undefined ? readingMessages.log.loading : readingMessages.log.found(count)}
        </h2>
      ) : (
        <MonthSteps month={month} lastMonth={lastMonth} count={count} />
      )}
    </div>
  );
}

function MonthSteps({ month, lastMonth, count }: { month: Month; lastMonth: Month; count: number | undefined }) {
  return (
    <div className={style.month}>
      <button type="button" aria-label={readingMessages.log.previousMonth} onClick={() => filterLog({ month: monthBefore(month, 1) })}>
        <ChevronLeft />
      </button>
      <h2 aria-live="polite">
        {readingMessages.log.month(month)}
        {count !== undefined && count > 0 && <span className="quiet"> · {readingMessages.log.count(count)}</span>}
      </h2>
      <button
        type="button"
        aria-label={readingMessages.log.nextMonth}
        aria-disabled={month >= lastMonth}
        onClick={() => month < lastMonth && filterLog({ month: monthBefore(month, -1) })}
      >
        <ChevronRight />
      </button>
    </div>
  );
}

/** Uncontrolled: what is typed stays the input's own while an input method composes it. */
function SearchField() {
  const input = useRef<HTMLInputElement>(null);
  const search = useView((view) => view.log.search);
  useEffect(() => {
    // "Bỏ lọc" empties it from elsewhere.
    if (search === '' && input.current) input.current.value = '';
  }, [search]);
  return (
    <search className={style.search}>
      <Search size={20} />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={readingMessages.log.search}
        placeholder={readingMessages.log.searchHint}
        defaultValue={search}
        onInput={(event) => filterLog({ search: event.currentTarget.value })}
      />
      {search !== '' && (
        <button
          type="button"
          aria-label={readingMessages.log.clear}
          onClick={() => {
            filterLog({ search: '' });
            input.current?.focus();
          }}
        >
          <X />
        </button>
      )}
    </search>
  );
}
