import { useSyncExternalStore } from 'react';
import { installMessages } from '../messages/vi.install.ts';
import { installQuestion, subscribeToInstall } from '../state/install.ts';
import { Button } from '../ui/button.tsx';
import { CheckCheck, Download } from '../ui/icon.tsx';
import style from './me.module.css';

export function InstallOffer() {
  const question = useSyncExternalStore(subscribeToInstall, installQuestion);
  if (window.matchMedia('(display-mode: standalone)').matches) {
    return (
      <p className={style.line}>
        <CheckCheck />
        {installMessages.done}
      </p>
    );
  }
  const isApple = /iPhone|iPad/.test(navigator.userAgent);
  if (!question && !isApple) return null;
  return (
    <div className={style.section}>
      <p>{installMessages.ask}</p>
      {question ? (
        <Button kind="plain" icon={<Download />} onClick={() => void question.prompt()}>
          {installMessages.now}
        </Button>
      ) : (
        <p>{installMessages.ios}</p>
      )}
    </div>
  );
}
