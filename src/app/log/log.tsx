import { useLiveQuery } from 'dexie-react-hooks';
import { useDeferredValue, useState } from 'react';
import { dayOf } from '../../domain/text.ts';
import type { EntryRow as EntryRowData } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice, useSyncProgress } from '../state/device.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { EntryChip } from '../state/entry-chip-view.tsx';
import { filterLog, useView } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { EntryRow } from '../ui/entry-row.tsx';
import { Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { DayGroups } from './day-groups.tsx';
import { keepsRow } from './keeps-row.ts';
import { LogTools } from './log-tools.tsx';
import { monthBefore, monthRange } from './month.ts';

/** Rows drawn at once; a phone shows eight of them. */
const pageSize = 100;

/** The unit's own book: month by month, or a search through the last twelve. */
export function Log() {
  const { db, now } = useDevice();
  const filters = useView((view) => view.log);
  const thisMonth = dayOf(now()).slice(0, 7);
  const month = filters.month ?? thisMonth;
  const search = useDeferredValue(filters.search);
  const [shown, setShown] = useState(pageSize);
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();

  const { from, to } = search ? { from: monthRange(monthBefore(thisMonth, 11)).from, to: monthRange(thisMonth).to } : monthRange(month);
  const rows = useLiveQuery(
    async () => (await db.entries.where('occurredOn').between(from, to, true, true).toArray()).sort(newestFirst),
    [db, from, to],
  );
  const kept = rows?.filter((row) => keepsRow(row, { ...filters, search }, facts, phase));
  const isFiltered = search !== '' || filters.kind !== null || filters.status !== null;

  return (
    <Screen title={readingMessages.log.title}>
      <LogTools month={month} lastMonth={thisMonth} isSearching={search !== ''} count={kept?.length} />
      {kept && kept.length > 0 && (
        <DayGroups
          rows={kept.slice(0, shown).map((row) => ({
            id: row.id,
            day: row.occurredOn,
            content: <EntryRow entry={row.view} chip={<EntryChip row={row} />} />,
          }))}
        />
      )}
      {kept && kept.length > shown && (
        <Button kind="plain" onClick={() => setShown(shown + pageSize)}>
          {readingMessages.log.more}
        </Button>
      )}
      {kept?.length === 0 &&
        (isFiltered ? (
          <Empty text={readingMessages.log.noMatch}>
            <Button kind="plain" onClick={() => filterLog({ search: '', kind: null, status: null })}>
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

function newestFirst(one: EntryRowData, other: EntryRowData): number {
  return other.occurredOn.localeCompare(one.occurredOn) || other.view.createdAt - one.view.createdAt;
}
