import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { readCurrentPerson } from '../../localdb/current-person.ts';
import { fetchSession } from '../../sync/session.ts';
import { messages } from '../messages/vi.ts';
import { DeviceContext } from '../state/device.tsx';
import { SendingProvider } from '../state/sending.tsx';
import type { PersonDocument } from '../state/person.ts';
import { Button } from '../ui/button.tsx';
import { ToastPlace } from '../ui/toast.tsx';
import { codeOf } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import style from './notice.module.css';
import { openDevice, personEnters, type Opening } from './open-device.ts';
import { OutsideRoutes, isOutside } from './outside-routes.tsx';

type Phase = { status: 'looking' } | { status: 'outside' } | Opening;

/** From "who uses this device" to their screens. */
export function App() {
  const [phase, setPhase] = useState<Phase>({ status: 'looking' });
  const [path, navigate] = useLocation();

  const enter = async (document: PersonDocument): Promise<void> => {
    if (phase.status === 'open') phase.close();
    setPhase(await openDevice(personEnters(document), document));
    navigate(pathAfterSignIn(), { replace: true });
  };

  useEffect(() => {
    void findDevice().then(setPhase);
  }, []);

  // Inside another app's web view nothing is kept: no database is made there.
  if (isOutside(path)) return <OutsideRoutes device={phase.status === 'open' ? phase.device : null} onSignedIn={enter} />;
  switch (phase.status) {
    case 'looking':
      return <p className="starting">{messages.app.name}</p>;
    case 'outside':
      return <OutsideRoutes device={null} onSignedIn={enter} />;
    case 'newerBuild':
      return <Notice text={messages.update.newerDatabase} />;
    case 'failed':
      return <Notice text={messages.trouble.storage(codeOf(phase.error))} />;
    case 'open':
      return (
        <DeviceContext value={phase.device}>
          <SendingProvider>
            <Frame />
            <ToastPlace />
          </SendingProvider>
        </DeviceContext>
      );
  }
}

async function findDevice(): Promise<Phase> {
  if (isOutside(window.location.pathname) && !window.location.pathname.startsWith('/start')) return { status: 'outside' };
  const known = readCurrentPerson();
  if (known) return openDevice(known, null);
  const session = await fetchSession();
  if (session.status !== 'signedIn') return { status: 'outside' };
  return openDevice(personEnters(session.person), session.person);
}

/** Where the person wanted to go; only within the app. */
function pathAfterSignIn(): string {
  const wanted = new URLSearchParams(window.location.search).get('return') ?? '/';
  return wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : '/';
}

function Notice({ text }: { text: string }) {
  return (
    <main className={style.notice}>
      <h1>{messages.app.name}</h1>
      <p>{text}</p>
      <Button kind="primary" big onClick={() => window.location.reload()}>
        {messages.update.reload}
      </Button>
    </main>
  );
}
