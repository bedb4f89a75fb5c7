import { useCallback, useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import type { Span } from '../../domain/period.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { dayOf, foldForSearch, type Day } from '../../domain/text.ts';
import { fetchEntries } from '../../sync/older-entries.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { useUnitTexts } from '../state/use-unit-texts.ts';
import { useView, type LogFilters } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Chip, type ChipState } from '../ui/chip.tsx';
import { Empty } from '../ui/empty.tsx';
import { EntryRow, titleOf } from '../ui/entry-row.tsx';
import { Screen } from '../ui/screen.tsx';
import { DayGroups } from './day-groups.tsx';
import { keepsEntry, searcherFor } from './keeps-row.ts';
import { LogTools } from './log-tools.tsx';
import { lastDay, monthRange } from './month.ts';
import { spanOf } from './periods.ts';
import { useServing } from './use-serving.ts';

type Loaded = Extract<Awaited<ReturnType<typeof fetchEntries>>, { status: 'loaded' }>['entries'];

interface Pages {
  rows: Loaded;
  next: string | null;
  /** Of the span, loaded or not. */
  total: number;
  state: 'loading' | 'loaded' | 'offline' | 'signedOut' | 'trouble';
}

const words = readingMessages.log;

const nothing: Pages = { rows: [], next: null, total: 0, state: 'loading' };

const chips: Record<Entry['status'], ChipState> = {
  draft: 'draft',
  submitted: 'received',
  returned: 'return',
  approved: 'approved',
  rejected: 'rejected',
  void: 'void',
};

/** The book of many units, page by page from the server: such a device does not copy them. */
export function ReviewerLog() {
  const { now } = useDevice();
  const filters = useView((view) => view.log);
  const thisMonth = dayOf(now()).slice(0, 7);
  const month = filters.month ?? thisMonth;
  const span = filters.period === null ? { from: monthRange(month).from, to: lastDay(month) } : spanOf(filters.period);
  const isAsked = asksForSome(filters);
  const { pages, loadMore, readAll } = usePages(span, isAsked);
  const unitTexts = useUnitTexts();
  const isServing = useServing(filters.task);
  const search = useDeferredValue(filters.search);
  const finds = searcherFor(search);
  const keep = (rows: Loaded): Loaded =>
    rows
      .filter(({ entry }) => keepsEntry(entry, filters) && (isServing === null || isServing({ ...entry, occurredOn: occurredOn(entry) })))
      .filter(({ entry }) => filters.status === null || chips[entry.status] === filters.status)
      .filter(
        ({ entry, unitName }) => search === '' || finds(foldForSearch(`${titleOf(entry)} ${unitName}`), unitTexts?.(entry.unit) ?? ''),
      );
  const kept = keep(pages.rows);
  const isWhole = pages.next === null;
  const trouble = pages.state === 'offline' || pages.state === 'signedOut' || pages.state === 'trouble' ? pages.state : null;

  return (
    <Screen title={words.title}>
      <LogTools
        month={month}
        lastMonth={thisMonth}
        period={filters.period}
        isSearching={false}
        count={isWhole && pages.state === 'loaded' ? kept.length : isAsked || pages.rows.length === 0 ? undefined : pages.total}
        entries={async () => {
          const all = await readAll();
          return all && keep(all).map(({ entry }) => entry);
        }}
        names={new Map(kept.map(({ entry, unitName }) => [entry.unit, unitName]))}
      />
      <DayGroups rows={kept} idOf={idOf} dayOf={dayOfRow} draw={drawRow} />
      {trouble && <p>{words.pageFailure[trouble]}</p>}
      {pages.state === 'loading' && (
        <p className="quiet">{isAsked && pages.rows.length > 0 ? words.searchingFurther(pages.rows.length, pages.total) : words.loading}</p>
      )}
      {!isWhole && !isAsked && <p className="quiet">{words.loadedOf(pages.rows.length, pages.total)}</p>}
      {(pages.next !== null || trouble) && pages.state !== 'loading' && (
        <Button kind="plain" onClick={loadMore}>
          {trouble ? messages.app.tryAgain : words.more}
        </Button>
      )}
      {isWhole && pages.state === 'loaded' && kept.length === 0 && (
        <Empty text={pages.rows.length === 0 ? words.empty(month) : words.noMatch} />
      )}
    </Screen>
  );
}

const idOf = ({ entry }: Loaded[number]): string => entry.id;
const dayOfRow = ({ entry }: Loaded[number]): Day => occurredOn(entry);
const drawRow = ({ entry, unitName }: Loaded[number]): ReactNode => (
  <EntryRow entry={entry} note={unitName} chip={<Chip state={chips[entry.status]} />} />
);

/** Whether only some of the entries are wanted: those may be anywhere in the span. */
function asksForSome({ search, kind, topic, task, status }: LogFilters): boolean {
  return search !== '' || [kind, topic, task, status].some((filter) => filter !== null);
}

/** As many as the server gives at once. */
const searchedTogether = 200;

/** Page by page as they are asked for; all of the span, one page after another, while only some of it are wanted. */
function usePages({ from, to }: Span, isAllWanted: boolean): { pages: Pages; loadMore: () => void; readAll: () => Promise<Loaded | null> } {
  const [loaded, setLoaded] = useState({ from, to, pages: nothing });
  const pages = loaded.from === from && loaded.to === to ? loaded.pages : nothing;

  const load = useCallback(
    async (before: Pages, limit?: number): Promise<Pages> => {
      const answer = await fetchEntries({
        from,
        to,
        ...(before.next !== null && { after: before.next }),
        ...(limit !== undefined && { limit: String(limit) }),
      });
      return answer.status === 'loaded'
        ? { rows: [...before.rows, ...answer.entries], next: answer.next, total: answer.total, state: 'loaded' }
        : { ...before, state: answer.status };
    },
    [from, to],
  );

  useEffect(() => {
    let isWanted = true;
    void load(nothing).then((next) => isWanted && setLoaded({ from, to, pages: next }));
    return () => {
      isWanted = false;
    };
  }, [load, from, to]);

  const loadMore = (): void => {
    setLoaded({ from, to, pages: { ...pages, state: 'loading' } });
    void load(pages).then((next) => setLoaded((now) => (now.from === from && now.to === to ? { from, to, pages: next } : now)));
  };

  const goesOn = isAllWanted && pages.state === 'loaded' && pages.next !== null;
  useEffect(() => {
    if (!goesOn) return;
    let isWanted = true;
    void load(pages, searchedTogether).then((next) => isWanted && setLoaded({ from, to, pages: next }));
    return () => {
      isWanted = false;
    };
  }, [goesOn, load, pages, from, to]);

  /** Null where some of them cannot be had. */
  const readAll = async (): Promise<Loaded | null> => {
    let read = pages;
    do {
      if (read.next !== null) read = await load(read, searchedTogether);
    } while (read.state === 'loaded' && read.next !== null);
    return read.state === 'loaded' ? read.rows : null;
  };
  return { pages: goesOn ? { ...pages, state: 'loading' } : pages, loadMore, readAll };
}
