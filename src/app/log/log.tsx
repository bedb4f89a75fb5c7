import { memo, startTransition, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { dayOf, type Day } from '../../domain/text.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice, useSyncProgress } from '../state/device.tsx';
import { isJoint } from '../state/joint.ts';
import { usePersonDocument } from '../state/person.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { chipOf } from '../state/entry-chip.ts';
import { unfilterLog, useView, type LogFilters } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Chip, type ChipState } from '../ui/chip.tsx';
import { Empty } from '../ui/empty.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import { FileSpreadsheet, Plus } from '../ui/icon.tsx';
import { lazyExtra } from '../ui/lazy-part.tsx';
import { Screen } from '../ui/screen.tsx';
import type { BookLine } from './book-line.ts';
import { DayGroups } from './day-groups.tsx';
import { keepsEntry, rowSearcherFor, wordsOf } from './keeps-row.ts';
import { keptPlaceOf } from './kept-place.ts';
import { LogTools } from './log-tools.tsx';
import { monthRange } from './month.ts';
import { narrowSearch } from './narrow-search.ts';
import { spanOf } from './periods.ts';
import { useServing } from './use-serving.ts';
import { readEntries, useBook, useNames, useUnitNames } from './use-book.ts';

const StateFigures = lazyExtra(async () => (await import('./state-figures.tsx')).StateFigures);

/** The unit's own book: by month or reporting quarter, or a search through all that this device keeps. */
export function Log() {
  return (
    <Screen title={readingMessages.log.title}>
      <Book />
    </Screen>
  );
}

/** Apart from its screen, of which no letter that is typed changes anything. */
function Book() {
  const { db, now } = useDevice();
  const rowsRead = useRef(0);
  const filters = useShownFilters(rowsRead);
  const [isAboutToSearch, setAboutToSearch] = useState(false);
  const beginSearch = useCallback(() => setAboutToSearch(true), []);
  const thisDay = dayOf(now());
  const thisMonth = thisDay.slice(0, 7);
  const month = filters.month ?? thisMonth;
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  const unitNames = useUnitNames();
  const isServing = useServing(filters.task);

  const { search, period, kind, topic, task, status } = filters;
  const isWhole = search !== '' && period === null;
  const span = period === null ? monthRange(month) : spanOf(period);
  const ofSpan = useBook(span);
  // Begun before the first letter, or that letter would wait for the whole book's newest page.
  const whole = useBook(isAboutToSearch || search !== '' ? 'all' : null);
  const book = (isWhole ? whole : null) ?? ofSpan;
  useEffect(() => {
    rowsRead.current = book?.pages.reduce((rows, page) => rows + page.length, 0) ?? 0;
  }, [book]);
  const { from, to } = span;
  // Only who filters by a state looks through it all again whenever something is sent.
  const sending = status === null ? null : facts;
  const sendingPhase = status === null ? 'idle' : phase;
  const look = useMemo(
    () =>
      narrowSearch((words) => {
        const finds = rowSearcherFor(words, unitNames);
        return (row: BookLine) =>
          (isWhole || (row.occurredOn >= from && row.occurredOn <= to)) &&
          finds(row) &&
          keepsEntry(row.view, { kind, topic }) &&
          (isServing === null || isServing({ unit: row.unit, occurredOn: row.occurredOn, kind: row.view.kind, values: row.view.values })) &&
          (status === null || chipOf(row, sending ?? undefined, sendingPhase).state === status);
      }),
    [isWhole, from, to, unitNames, kind, topic, isServing, status, sending, sendingPhase],
  );
  const kept = useMemo(() => book && look(wordsOf(search), book.pages), [book, look, search]);
  const draw = useDrawing(thisDay);
  const place = useMemo(() => keptPlaceOf(filters), [filters]);
  const isCounted = book?.isRead === true && (!isWhole || book === whole);
  const isFiltered = [search || null, kind, topic, task, status].some((filter) => filter !== null);

  return (
    <>
      <LogTools
        month={month}
        lastMonth={thisMonth}
        period={period}
        isSearching={isWhole}
        count={isCounted ? kept?.length : undefined}
        entries={() => readEntries(db, kept?.map((row) => row.id) ?? [])}
        onAboutToSearch={beginSearch}
      >
        {importLink}
      </LogTools>
      {kind !== null && kept && kept.length > 0 && (
        <Suspense>
          <StateFigures kind={kind} rows={kept} />
        </Suspense>
      )}
      {kept && kept.length > 0 && <DayGroups rows={kept} idOf={idOf} dayOf={dayOfLine} draw={draw} place={place} />}
      {isCounted &&
        kept?.length === 0 &&
        (isFiltered || period !== null ? (
          <Empty text={readingMessages.log.noMatch}>
            <Button kind="plain" onClick={unfilterLog}>
              {readingMessages.log.noFilters}
            </Button>
          </Empty>
        ) : (
          <Empty text={readingMessages.log.empty(month)}>
            <LinkButton href="/new" kind="primary" icon={<Plus />}>
              {messages.today.log}
            </LinkButton>
          </Empty>
        ))}
    </>
  );
}

const importLink = (
  <LinkButton href="/import" kind="plain" icon={<FileSpreadsheet />}>
    {readingMessages.log.import}
  </LinkButton>
);

/**
 * Those that are chosen. In a book so long that looking through it takes more than a frame they are shown a moment later:
 * no letter waits there for the rows that the one before it leaves.
 */
function useShownFilters(rowsRead: { readonly current: number }): LogFilters {
  const [shown, setShown] = useState(() => useView.getState().log);
  useEffect(() => {
    const show = ({ log }: { log: LogFilters }): void => {
      if (rowsRead.current > rowsOfOneFrame) startTransition(() => setShown(log));
      else setShown(log);
    };
    show(useView.getState());
    return useView.subscribe(show);
  }, [rowsRead]);
  return shown;
}

const rowsOfOneFrame = 20_000;

const idOf = ({ id }: BookLine): string => id;
const dayOfLine = ({ occurredOn }: BookLine): Day => occurredOn;

/** A line, how far it has come, and whose it is where others wrote it. */
function useDrawing(today: Day): (line: BookLine) => ReactNode {
  const person = usePersonDocument();
  const names = useNames();
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  return useCallback(
    (line) => {
      const note = isJoint({ unit: line.unit, values: line.view.values }, person, today)
        ? readingMessages.log.joint(names?.get(line.unit) ?? line.unit)
        : undefined;
      return <Line line={line} note={note} {...chipOf(line, facts, phase)} />;
    },
    [person, names, today, facts, phase],
  );
}

/** Drawn again only when it is another line: most of them stay from letter to letter. */
const Line = memo(function Line({
  line,
  note,
  state,
  detail,
}: {
  line: BookLine;
  note: string | undefined;
  state: ChipState;
  detail?: string | undefined;
}) {
  return <EntryRow entry={line.view} note={note} chip={<Chip state={state} detail={detail} />} />;
});
