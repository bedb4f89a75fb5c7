import { Chip } from '../ui/chip.tsx';
import { useSyncProgress } from './device.tsx';
import { chipOf, type ChipFacts } from './entry-chip.ts';
import { useSendingFacts } from './sending.tsx';

export function EntryChip({ row }: { row: ChipFacts }) {
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  return <Chip {...chipOf(row, facts, phase)} />;
}
