import { useState } from 'react';
import { openMirrorFiles } from '../../localdb/mirror-files.ts';
import { takeBack } from '../../localdb/take-back.ts';
import { mirrorMessages } from '../messages/vi.mirror.ts';
import { useDevice } from '../state/device.tsx';
import { useLostWork } from '../state/lost-work.ts';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import style from './mirror.module.css';

/** What a lost database held, with what of it is safe; one tap puts it back to be sent. It stays until that is done. */
export function TakeBackCard() {
  const { db, runner } = useDevice();
  const { entries } = useLostWork();
  const [isTaking, setTaking] = useState(false);

  const take = async (): Promise<void> => {
    if (isTaking) return;
    setTaking(true);
    try {
      const taken = await takeBack(db, await openMirrorFiles(db.person));
      useLostWork.setState({ entries: 0 });
      runner.workAdded();
      showToast({ text: mirrorMessages.taken(taken.entries) });
    } catch {
      showToast({ text: mirrorMessages.failed });
      setTaking(false);
    }
  };

  return (
    <section className={`card ${style.card}`} aria-label={mirrorMessages.title(entries)}>
      <h2>{mirrorMessages.title(entries)}</h2>
      <p>{mirrorMessages.safe}</p>
      <p>{mirrorMessages.gone}</p>
      <Button kind="primary" big onClick={() => void take()}>
        {isTaking ? mirrorMessages.taking : mirrorMessages.take(entries)}
      </Button>
    </section>
  );
}
