import type { EntryRow } from '../../localdb/rows.ts';
import type { ChipState } from '../ui/chip.tsx';
import { problemEntries, type SendingFacts } from './sending.tsx';
import { messages } from '../messages/vi.ts';

/**
 * One chip for each entry: the state that needs somebody wins. Error, two versions, to be mended, sending, waiting,
 * draft, received, approved.
 */
export function chipOf(
  row: EntryRow,
  facts: SendingFacts | undefined,
  phase: 'idle' | 'sending',
): { state: ChipState; detail?: string | undefined } {
  const { status, conflicts, photos } = row.view;
  const photosLeft = Math.min(photos.length, facts?.photos.get(row.id) ?? 0);
  const textWaits = facts?.texts.has(row.id) ?? row.sync === 'pending';
  if (row.sync === 'held' || row.sync === 'stranded' || (facts && problemEntries(facts).has(row.id))) return { state: 'error' };
  if (status === 'void') return { state: 'void' };
  if (conflicts.length > 0 && status !== 'approved') return { state: 'conflict' };
  if (status === 'returned') return { state: 'return' };
  if (textWaits) return { state: phase === 'sending' ? 'send' : 'wait' };
  if (photosLeft > 0) return { state: 'send', detail: messages.chipDetail.photos(photos.length - photosLeft, photos.length) };
  if (status === 'draft') return { state: 'draft' };
  if (status === 'approved') return { state: 'approved' };
  return { state: status === 'rejected' ? 'rejected' : 'received' };
}
