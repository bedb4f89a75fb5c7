import { occurredOn } from '../../domain/kinds/index.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import { readBody } from '../../localdb/entry-view.ts';
import type { EntryRow, OutboxRow } from '../../localdb/rows.ts';
import { readWaitingOf } from '../../localdb/waiting.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import type { ChipFacts } from '../state/entry-chip.ts';
import { titleOf } from '../ui/entry-row.tsx';

export interface WaitingLine {
  entry: Pick<EntryRow['view'], 'id' | 'kind' | 'values'>;
  title: string;
  day: string;
  chip: ChipFacts;
}

type DecisionWord = keyof typeof readingMessages.outbox.decisions;

/** What waits of each of these entries: its own content, or what was decided about it. */
export async function readWaitingList(db: LocalDatabase, ids: readonly string[]): Promise<WaitingLine[]> {
  const [rows, queued, waiting] = await Promise.all([
    db.entries.bulkGet([...ids]),
    db.review.bulkGet([...ids]),
    Promise.all(ids.map((id) => readWaitingOf(db, id))),
  ]);
  return ids.map((id, index) => lineOf(id, rows[index], queued[index]?.entry, waiting[index] ?? []));
}

function lineOf(id: string, row: EntryRow | undefined, queued: EntryRow['view'] | undefined, waiting: readonly OutboxRow[]): WaitingLine {
  const entry = row?.view ?? queued;
  const title = entry ? titleOf(entry) : readingMessages.outbox.unknownEntry;
  const last = waiting.at(-1);
  const act = last ? decisionOf(last) : null;
  const shown = entry ?? { id, kind: '', values: {} };
  return {
    entry: shown,
    title: act ? readingMessages.outbox.decisions[act](title) : title,
    day: occurredOn(shown),
    // Of a decision only that it waits: what becomes of the entry is the server's to say.
    chip: row && !act ? row : { id, sync: 'pending', view: { status: 'submitted', conflicts: [], photos: [] } },
  };
}

function decisionOf(row: OutboxRow): DecisionWord | null {
  const { type, verdict } = { verdict: null, ...readBody(row) };
  const word = type === 'review' ? verdict : type;
  return word !== null && word in readingMessages.outbox.decisions ? (word as DecisionWord) : null;
}
