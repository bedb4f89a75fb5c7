import type { Entry } from '../../domain/entry.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import type { ChipState } from '../ui/chip.tsx';
import { problemEntries, type SendingFacts } from './sending.tsx';
import { messages } from '../messages/vi.ts';

/** Of these it is only asked how many there are. */
export interface Counted {
  conflicts: { length: number };
  photos: { length: number };
  attachments?: { length: number } | undefined;
}

/** What of an entry its chip looks at. */
export interface ChipFacts extends Pick<EntryRow, 'id' | 'sync'> {
  view: Pick<Entry, 'status'> & Counted;
}

/**
 * One chip for each entry: the state that needs somebody wins. Error, two versions, to be mended, sending, waiting,
 * draft, received, approved.
 */
export function chipOf(
  row: ChipFacts,
  facts: SendingFacts | undefined,
  phase: 'idle' | 'sending',
): { state: ChipState; detail?: string | undefined } {
  const { status, conflicts, photos, attachments = [] } = row.view;
  const files = photos.length + attachments.length;
  const filesLeft = Math.min(files, facts?.photos.get(row.id) ?? 0);
  // What is counted may be a moment older than the row.
  const textWaits = row.sync === 'pending' || facts?.texts.has(row.id);
  if (row.sync === 'held' || row.sync === 'stranded' || (facts && problemEntries(facts).has(row.id))) return { state: 'error' };
  if (status === 'void') return { state: 'void' };
  if (conflicts.length > 0 && status !== 'approved') return { state: 'conflict' };
  if (status === 'returned') return { state: 'return' };
  if (textWaits) return { state: phase === 'sending' ? 'send' : 'wait' };
  if (filesLeft > 0) return { state: 'send', detail: messages.chipDetail.files(files - filesLeft, photos.length, attachments.length) };
  if (status === 'draft') return { state: 'draft' };
  if (status === 'approved') return { state: 'approved' };
  return { state: status === 'rejected' ? 'rejected' : 'received' };
}
