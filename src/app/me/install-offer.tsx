import { useSyncExternalStore } from 'react';
import { personMessages } from '../messages/vi.person.ts';
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
        {personMessages.me.installed}
      </p>
    );
  }
  const isApple = /iPhone|iPad/.test(navigator.userAgent);
  if (!question && !isApple) return null;
  return (
    <div className={style.section}>
      <p>{personMessages.me.install}</p>
      {question ? (
        <Button kind="plain" icon={<Download />} onClick={() => void question.prompt()}>
          {personMessages.me.installNow}
        </Button>
      ) : (
        <p>{personMessages.me.installIos}</p>
      )}
    </div>
  );
}
