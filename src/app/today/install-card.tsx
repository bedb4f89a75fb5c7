import { useState, useSyncExternalStore } from 'react';
import { readReplica } from '../../localdb/meta.ts';
import { installMessages as words } from '../messages/vi.install.ts';
import { useDevice } from '../state/device.tsx';
import { installQuestion, subscribeToInstall } from '../state/install.ts';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { Download } from '../ui/icon.tsx';
import style from './install-card.module.css';
import { isPutOff, putOff, readPutOff } from './install-later.ts';

/** Offered once something was saved here, which is what an installed app keeps safer; never beside a form. */
export function InstallCard() {
  const { db, now } = useDevice();
  const question = useSyncExternalStore(subscribeToInstall, installQuestion);
  const [since, setSince] = useState(readPutOff);
  const hasSaved = useLiveQuery(async () => (await readReplica(db)).nextN > 1, [db]);
  if (!question || !hasSaved || isPutOff(since, now())) return null;

  const later = (): void => {
    putOff(now());
    setSince(now());
  };

  const install = (): void => {
    // Whoever says no to Chrome's question has answered this one too; a yes takes the question away by itself.
    later();
    question.prompt().catch(() => {});
  };

  return (
    <section className={`card ${style.card}`} aria-label={words.ask}>
      <p>{words.ask}</p>
      <div className={style.answers}>
        <Button kind="plain" icon={<Download />} onClick={install}>
          {words.now}
        </Button>
        <Button kind="plain" onClick={later}>
          {words.later}
        </Button>
      </div>
    </section>
  );
}
