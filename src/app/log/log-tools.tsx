import { useLiveQuery } from 'dexie-react-hooks';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { optionalTopics } from '../../domain/kinds/envelope.ts';
import { kindHeads } from '../../domain/kinds/index.ts';
import { dayOf, formatDay } from '../../domain/text.ts';
import { readPlans } from '../../localdb/meta.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { filterLog, useView } from '../state/view.ts';
import type { ChipState } from '../ui/chip.tsx';
import { Fold } from '../ui/fold.tsx';
import { ChevronLeft, ChevronRight, Search, X } from '../ui/icon.tsx';
import { ExportButton } from './export-button.tsx';
import style from './log.module.css';
import { monthBefore, type Month } from './month.ts';
import { periodsUntil, spanOf, type Period } from './periods.ts';

const words = readingMessages.log;
const states: readonly ChipState[] = ['error', 'return', 'wait', 'send', 'received', 'approved', 'rejected', 'conflict', 'void'];

/** What part of the book is shown, and what can be done with that part. */
export function LogTools({
  month,
  lastMonth,
  isSearching,
  count,
  entries,
  names,
  onAboutToSearch,
  children,
}: {
  month: Month;
  lastMonth: Month;
  /** Through everything that is here, of whatever month. */
  isSearching: boolean;
  /** Of all that the filters leave, drawn or not; undefined while it is being read. */
  count: number | undefined;
  entries: () => readonly Entry[];
  /** Of units that this device's catalogue may lack. */
  names?: ReadonlyMap<string, string>;
  onAboutToSearch?: () => void;
  children?: ReactNode;
}) {
  const filters = useView((view) => view.log);
  const heading =
    count === undefined ? words.loading : filters.period === null ? words.found(count) : words.inPeriod(count, periodName(filters.period));
  return (
    <div className={style.tools}>
      <SearchField onAboutToSearch={onAboutToSearch} />
      <div className={style.filters}>
        <Filter label={words.kind} all={words.allKinds} value={filters.kind} onChoose={(kind) => filterLog({ kind })}>
          {kindHeads.map((head) => [head.id, head.label])}
        </Filter>
        <Filter
          label={words.status}
          all={words.allStates}
          value={filters.status}
          onChoose={(status) => filterLog({ status: states.find((state) => state === status) ?? null })}
        >
          {states.map((state) => [state, messages.chip[state]])}
        </Filter>
      </div>
      <Fold title={words.tools} asks={[filters.topic, filters.task, filters.period].some((filter) => filter !== null)}>
        <div className={style.further}>
          <FurtherFilters />
          <ExportButton count={count ?? 0} entries={entries} names={names} />
          {children}
        </div>
      </Fold>
      {isSearching || filters.period !== null ? (
        <h2 className={style.found} aria-live="polite">
          {heading}
        </h2>
      ) : (
        <MonthSteps month={month} lastMonth={lastMonth} count={count} />
      )}
    </div>
  );
}

/** What is asked for less often: what an entry was about, which task it serves, in which reporting quarter it was. */
const FurtherFilters = memo(function FurtherFilters() {
  const { db, now } = useDevice();
  const topic = useView((view) => view.log.topic);
  const task = useView((view) => view.log.task);
  const period = useView((view) => view.log.period);
  const plans = useLiveQuery(() => readPlans(db), [db]) ?? [];
  // A task keeps its id from one year's plan to the next.
  const tasks = new Map(plans.flatMap((plan) => plan.tasks.map(({ id, title }) => [id, title] as const)));
  return (
    <>
      <Filter label={words.topic} all={words.allTopics} value={topic} onChoose={(chosen) => filterLog({ topic: chosen })}>
        {optionalTopics.options.map((option) => [option.id, option.label])}
      </Filter>
      {tasks.size > 0 && (
        <Filter label={words.task} all={words.allTasks} value={task} onChoose={(chosen) => filterLog({ task: chosen })}>
          {[...tasks]}
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
  return (
    <div className={style.month}>
      <button type="button" aria-label={words.previousMonth} onClick={() => filterLog({ month: monthBefore(month, 1) })}>
        <ChevronLeft />
      </button>
      <h2 aria-live="polite">
        {words.month(month)}
        {count !== undefined && count > 0 && <span className="quiet"> · {words.count(count)}</span>}
      </h2>
      <button
        type="button"
        aria-label={words.nextMonth}
        aria-disabled={month >= lastMonth}
        onClick={() => month < lastMonth && filterLog({ month: monthBefore(month, -1) })}
      >
        <ChevronRight />
      </button>
    </div>
  );
}

/** Uncontrolled: what is typed stays the input's own while an input method composes it. */
function SearchField({ onAboutToSearch }: { onAboutToSearch: (() => void) | undefined }) {
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
        aria-label={words.search}
        placeholder={words.searchHint}
        defaultValue={search}
        onFocus={onAboutToSearch}
        onInput={(event) => filterLog({ search: event.currentTarget.value })}
      />
      {search !== '' && (
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
}
