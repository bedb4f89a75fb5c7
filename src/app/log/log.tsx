import { memo, useDeferredValue, useMemo, useState } from 'react';
import { dayOf } from '../../domain/text.ts';
import type { EntryRow as StoredRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice, useSyncProgress } from '../state/device.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { chipOf } from '../state/entry-chip.ts';
import { EntryChip } from '../state/entry-chip-view.tsx';
import { unfilterLog, useView } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import { FileSpreadsheet, Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { DayGroups } from './day-groups.tsx';
import { keepsEntry, searcherFor } from './keeps-row.ts';
import { LogTools } from './log-tools.tsx';
import { monthRange } from './month.ts';
import { spanOf } from './periods.ts';
import { useBook, useUnitNames } from './use-book.ts';
import { useShownRows } from './use-shown-rows.ts';

/** The unit's own book: by month or reporting quarter, or a search through all that this device keeps. */
export function Log() {
  const { now } = useDevice();
  const filters = useView((view) => view.log);
  const [isAboutToSearch, setAboutToSearch] = useState(false);
  const thisMonth = dayOf(now()).slice(0, 7);
  const month = filters.month ?? thisMonth;
  const search = useDeferredValue(filters.search);
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  const unitNames = useUnitNames();

  const isWhole = search !== '' && filters.period === null;
  const span = filters.period === null ? monthRange(month) : spanOf(filters.period);
  // Read before the first letter, or that letter would wait for ten thousand rows.
  const book = useBook(isAboutToSearch || search !== '' ? 'all' : span);
  const { kind, topic, task, status } = filters;
  const { from, to } = span;
  // Looked through once for each search: the field itself draws a letter before what the letter finds.
  const kept = useMemo(() => {
    const finds = searcherFor(search);
    return book?.rows.filter(
      (row) =>
        (isWhole || (row.occurredOn >= from && row.occurredOn <= to)) &&
        (search === '' || finds(row.search, unitNames.get(row.unit) ?? '')) &&
        keepsEntry(row.view, { kind, topic, task }) &&
        (status === null || chipOf(row, facts, phase).state === status),
    );
  }, [book, isWhole, from, to, search, unitNames, kind, topic, task, status, facts, phase]);
  const { shown, more, end } = useShownRows(filters);
  const isFiltered = [search || null, kind, topic, task, status].some((filter) => filter !== null);

  return (
    <Screen title={readingMessages.log.title}>
      <LogTools
        month={month}
        lastMonth={thisMonth}
        isSearching={isWhole}
        count={isWhole && !book?.isWhole ? undefined : kept?.length}
        entries={() => kept?.map((row) => row.view) ?? []}
        onAboutToSearch={() => setAboutToSearch(true)}
      >
        <LinkButton href="/import" kind="plain" icon={<FileSpreadsheet />}>
          {readingMessages.log.import}
        </LinkButton>
      </LogTools>
      {kept && kept.length > 0 && (
        <DayGroups
          rows={kept.slice(0, shown).map((row) => ({
            id: row.id,
            day: row.occurredOn,
            content: <Row row={row} />,
          }))}
        />
      )}
      {kept && kept.length > shown && (
        <div ref={end}>
          <Button kind="plain" onClick={more}>
            {readingMessages.log.more}
          </Button>
        </div>
      )}
      {kept?.length === 0 &&
        (isFiltered || filters.period !== null ? (
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
    </Screen>
  );
}

/** Drawn again only when it is another row: most of them stay from letter to letter. */
const Row = memo(function Row({ row }: { row: StoredRow }) {
  return <EntryRow entry={row.view} chip={<EntryChip row={row} />} />;
});
