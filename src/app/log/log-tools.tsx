import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { optionalTopics } from '../../domain/kinds/envelope.ts';
import { kindHeads } from '../../domain/kinds/index.ts';
import { tasksAsOf } from '../../domain/plan.ts';
import { dayOf, formatDay } from '../../domain/text.ts';
import { readPlans } from '../../localdb/meta.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { filterLog, useView } from '../state/view.ts';
import type { ChipState } from '../ui/chip.tsx';
import { Fold } from '../ui/fold.tsx';
import { ChevronLeft, ChevronRight, Search, X } from '../ui/icon.tsx';
import { ExportButton } from './export-button.tsx';
import style from './log.module.css';
import { lastDay, monthBefore, type Month } from './month.ts';
import { periodsUntil, spanOf, type Period } from './periods.ts';

const words = readingMessages.log;
const states: readonly ChipState[] = ['error', 'return', 'wait', 'send', 'received', 'approved', 'rejected', 'conflict', 'void'];

/** What part of the book is shown, and what can be done with that part. */
export function LogTools({
  month,
  lastMonth,
  period,
  isSearching,
  count,
  entries,
  names,
  onAboutToSearch,
  children,
}: {
  month: Month;
  lastMonth: Month;
  period: Period | null;
  /** Through everything that is here, of whatever month. */
  isSearching: boolean;
  /** Of all that the filters leave, drawn or not; undefined while it is being read. */
  count: number | undefined;
  entries: () => Promise<readonly Entry[] | null>;
  /** Of units that this device's catalogue may lack. */
  names?: ReadonlyMap<string, string>;
  onAboutToSearch?: () => void;
  children?: ReactNode;
}) {
  const asksFurther = useView(({ log }) => log.topic !== null || log.task !== null || log.period !== null);
  const heading = count === undefined ? words.loading : period === null ? words.found(count) : words.inPeriod(count, periodName(period));
  return (
    <div className={style.tools}>
      <SearchField onAboutToSearch={onAboutToSearch} />
      <MainFilters />
      <Fold title={words.tools} asks={asksFurther}>
        <div className={style.further}>
          <FurtherFilters />
          <ExportButton count={count ?? 0} entries={entries} names={names} />
          {children}
        </div>
      </Fold>
      {isSearching || period !== null ? (
        <h2 className={style.found} aria-live="polite">
          {heading}
        </h2>
      ) : (
        <MonthSteps month={month} lastMonth={lastMonth} count={count} />
      )}
    </div>
  );
}

const MainFilters = memo(function MainFilters() {
  const kind = useView((view) => view.log.kind);
  const status = useView((view) => view.log.status);
  return (
    <div className={style.filters}>
      <Filter label={words.kind} all={words.allKinds} value={kind} onChoose={(chosen) => filterLog({ kind: chosen })}>
        {kindHeads.map((head) => [head.id, head.label])}
      </Filter>
      <Filter
        label={words.status}
        all={words.allStates}
        value={status}
        onChoose={(chosen) => filterLog({ status: states.find((state) => state === chosen) ?? null })}
      >
        {states.map((state) => [state, messages.chip[state]])}
      </Filter>
    </div>
  );
});

/** What is asked for less often: what an entry was about, which task it serves, in which reporting quarter it was. */
const FurtherFilters = memo(function FurtherFilters() {
  const { db, now } = useDevice();
  const topic = useView((view) => view.log.topic);
  const task = useView((view) => view.log.task);
  const period = useView((view) => view.log.period);
  const month = useView((view) => view.log.month);
  const plans = useLiveQuery(() => readPlans(db), [db]) ?? [];
  const shownDay = period !== null ? spanOf(period).to : month !== null ? lastDay(month) : dayOf(now());
  const tasks = tasksAsOf(plans, shownDay);
  return (
    <>
      <Filter label={words.topic} all={words.allTopics} value={topic} onChoose={(chosen) => filterLog({ topic: chosen })}>
        {optionalTopics.options.map((option) => [option.id, option.label])}
      </Filter>
      {tasks.length > 0 && (
        <Filter label={words.task} all={words.allTasks} value={task} onChoose={(chosen) => filterLog({ task: chosen })}>
          {tasks.map(({ id, title }) => [id, title])}
        </Filter>
      )}
      <Filter label={words.period} all={words.byMonth} value={period} onChoose={(chosen) => filterLog({ period: chosen })}>
        {periodsUntil(dayOf(now())).map((each) => [each, periodName(each)])}
      </Filter>
    </>
  );
});

function periodName(period: Period): string {
  const [year = '', quarter = '1'] = period.split('-');
  const { from, to } = spanOf(period);
  return words.quarter(Number(quarter), year, `${formatDay(from)}–${formatDay(to)}`);
}

function Filter({
  label,
  all,
  value,
  onChoose,
  children,
}: {
  label: string;
  all: string;
  value: string | null;
  onChoose: (value: string | null) => void;
  children: readonly (readonly [value: string, label: string])[];
}) {
  return (
    <select aria-label={label} value={value ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
      <option value="">{all}</option>
      {children.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </select>
  );
}

function MonthSteps({ month, lastMonth, count }: { month: Month; lastMonth: Month; count: number | undefined }) {
  const step = (back: number): void => {
    // What is shown may be a step behind whoever taps twice.
    const next = monthBefore(useView.getState().log.month ?? lastMonth, back);
    if (next <= lastMonth) filterLog({ month: next });
  };
  return (
    <div className={style.month}>
      <button type="button" aria-label={words.previousMonth} onClick={() => step(1)}>
        <ChevronLeft />
      </button>
      <h2 aria-live="polite">
        {words.month(month)}
        {count !== undefined && count > 0 && <span className="quiet"> · {words.count(count)}</span>}
      </h2>
      <button type="button" aria-label={words.nextMonth} aria-disabled={month >= lastMonth} onClick={() => step(-1)}>
        <ChevronRight />
      </button>
    </div>
  );
}

/** Uncontrolled: what is typed stays the input's own while an input method composes it, and no letter draws it again. */
const SearchField = memo(function SearchField({ onAboutToSearch }: { onAboutToSearch: (() => void) | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const [atFirst] = useState(() => useView.getState().log.search);
  const isEmpty = useView((view) => view.log.search === '');
  useEffect(() => {
    // "Bỏ lọc" empties it from elsewhere.
    if (isEmpty && input.current) input.current.value = '';
  }, [isEmpty]);
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
        aria-label={words.search}
        placeholder={words.searchHint}
        defaultValue={atFirst}
        onFocus={onAboutToSearch}
        onInput={(event) => filterLog({ search: event.currentTarget.value })}
      />
      {!isEmpty && (
        <button
          type="button"
          aria-label={words.clear}
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
});
