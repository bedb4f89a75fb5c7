import type { EntryRow } from '../../localdb/rows.ts';
import { Chip } from '../ui/chip.tsx';
import { useSyncProgress } from './device.tsx';
import { chipOf } from './entry-chip.ts';
import { useSendingFacts } from './sending.tsx';

export function EntryChip({ row }: { row: EntryRow }) {
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  return <Chip {...chipOf(row, facts, phase)} />;
}
