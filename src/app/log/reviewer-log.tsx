import { useCallback, useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import type { Span } from '../../domain/period.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import { dayOf, foldForSearch, type Day } from '../../domain/text.ts';
import { fetchEntries } from '../../sync/older-entries.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { useView } from '../state/view.ts';
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

type Loaded = Extract<Awaited<ReturnType<typeof fetchEntries>>, { status: 'loaded' }>['entries'];

interface Pages {
  rows: Loaded;
  next: string | null;
  state: 'loading' | 'loaded' | 'offline' | 'signedOut' | 'trouble';
}

const nothing: Pages = { rows: [], next: null, state: 'loading' };

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
  const { pages, loadMore } = usePages(
    filters.period === null ? { from: monthRange(month).from, to: lastDay(month) } : spanOf(filters.period),
  );
  const search = useDeferredValue(filters.search);
  const finds = searcherFor(search);
  const kept = pages.rows
    .filter(({ entry }) => keepsEntry(entry, filters))
    .filter(({ entry }) => filters.status === null || chips[entry.status] === filters.status)
    .filter(({ entry, unitName }) => search === '' || finds(foldForSearch(`${titleOf(entry)} ${unitName}`)));
  const trouble = pages.state === 'offline' || pages.state === 'signedOut' || pages.state === 'trouble' ? pages.state : null;

  return (
    <Screen title={readingMessages.log.title}>
      <LogTools
        month={month}
        lastMonth={thisMonth}
        period={filters.period}
        isSearching={false}
        count={kept.length}
        entries={async () => kept.map(({ entry }) => entry)}
        names={new Map(kept.map(({ entry, unitName }) => [entry.unit, unitName]))}
      />
      <DayGroups rows={kept} idOf={idOf} dayOf={dayOfRow} draw={drawRow} />
      {trouble && <p>{readingMessages.log.pageFailure[trouble]}</p>}
      {pages.state === 'loading' && <p className="quiet">{readingMessages.log.loading}</p>}
      {(pages.next !== null || trouble) && pages.state !== 'loading' && (
        <Button kind="plain" onClick={loadMore}>
          {trouble ? messages.app.tryAgain : readingMessages.log.more}
        </Button>
      )}
      {pages.state === 'loaded' && kept.length === 0 && (
        <Empty text={pages.rows.length === 0 ? readingMessages.log.empty(month) : readingMessages.log.noMatch} />
      )}
    </Screen>
  );
}

const idOf = ({ entry }: Loaded[number]): string => entry.id;
const dayOfRow = ({ entry }: Loaded[number]): Day => occurredOn(entry);
const drawRow = ({ entry, unitName }: Loaded[number]): ReactNode => (
  <EntryRow entry={entry} note={unitName} chip={<Chip state={chips[entry.status]} />} />
);

function usePages({ from, to }: Span): { pages: Pages; loadMore: () => void } {
  const [loaded, setLoaded] = useState({ from, to, pages: nothing });
  const pages = loaded.from === from && loaded.to === to ? loaded.pages : nothing;

  const load = useCallback(
    async (before: Pages): Promise<Pages> => {
      const answer = await fetchEntries({ from, to, ...(before.next !== null && { after: before.next }) });
      return answer.status === 'loaded'
        ? { rows: [...before.rows, ...answer.entries], next: answer.next, state: 'loaded' }
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
  return { pages, loadMore };
}
