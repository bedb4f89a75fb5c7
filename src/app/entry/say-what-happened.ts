import type { DraftRow } from '../../localdb/rows.ts';
import { questionMessages as words } from '../messages/vi.questions.ts';
import type { Device } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { undoSaving } from './save-form.ts';

/** The word that it is on disk, with the way back of what is new. */
export function sayWhatHappened(
  device: Device,
  draft: DraftRow,
  { status, beside = [] }: { status: 'saved' | 'unchanged'; beside?: readonly string[] | undefined },
): void {
  if (status === 'unchanged' && draft.mode === 'edit') return showToast({ text: words.unchanged });
  const undo = async (): Promise<void> => {
    await undoSaving(device, [draft.id, ...beside]);
    device.runner.workAdded();
    showToast({ text: words.undone });
  };
  const isNew = draft.mode === 'new';
  showToast({ text: words.saved, ...(isNew && { seconds: 12, action: { label: words.undo, run: () => void undo() } }) });
  device.runner.workAdded();
}
