import { forgetErasedNow } from '../../localdb/forget-erased.ts';
import { eraseMessages } from '../messages/vi.erase.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { EraseButton } from './erase-button.tsx';
import { ErasedNote } from './erased-note.tsx';
import { RefusedNote } from './refused-note.tsx';
import { useWhatIsLeft } from './use-what-is-left.ts';

/** Under an entry: what is left of an erased one, and for an administrator the way to erase it. */
export function Erasure({ id, onErased }: { id: string; onErased: () => void }) {
  const { db, runner, person } = useDevice();
  const { left, askAgain } = useWhatIsLeft(id);
  const mayErase = person.roles.includes('administrator');
  const erased = async (gone: string): Promise<void> => {
    await forgetErasedNow(db, gone);
    showToast({ text: eraseMessages.done });
    // The entry without its photo comes as to every other device.
    runner.workAdded();
    askAgain();
    onErased();
  };
  return (
    <>
      <RefusedNote id={id} />
      {left.status === 'erased' && <ErasedNote changes={left.changes} />}
      {mayErase && (left.status === 'there' || left.status === 'notToBeSeen') && (
        <EraseButton id={id} entry={left.status === 'there' ? left.entry : null} onErased={(gone) => void erased(gone)} />
      )}
    </>
  );
}
