import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { readCurrentPerson } from '../../localdb/current-person.ts';
import { fetchSession } from '../../sync/session.ts';
import { messages } from '../messages/vi.ts';
import { DeviceContext } from '../state/device.tsx';
import { SendingProvider } from '../state/sending.tsx';
import { PersonProvider, type PersonDocument } from '../state/person.tsx';
import { Button } from '../ui/button.tsx';
import { ToastPlace } from '../ui/toast.tsx';
import { codeOf } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import style from './notice.module.css';
import { letIn, openDevice, type Phase } from './open-device.ts';
import { OutsideRoutes, isInsideZalo, isOutside } from './outside-routes.tsx';

/** From "who uses this device" to their screens. */
export function App({ initial }: { initial: Phase }) {
  const [phase, setPhase] = useState(initial);
  const [path, navigate] = useLocation();

  const enter = async (document: PersonDocument): Promise<void> => {
    if (phase.status === 'open') phase.close();
    setPhase(await letIn(document));
    navigate(pathAfterSignIn(), { replace: true });
  };

  useEffect(() => {
    let left = false;
    const follow = async (next: Promise<Phase>): Promise<void> => {
      const following = await next;
      if (!left) setPhase(following);
    };
    if (phase.status === 'looking') void follow(phase.next);
    if (phase.status === 'open') void follow(phase.trouble);
    return () => {
      left = true;
    };
  }, [phase]);

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
          <PersonProvider>
            <SendingProvider>
              <Frame />
              <ToastPlace />
            </SendingProvider>
          </PersonProvider>
        </DeviceContext>
      );
  }
}

/** A person this device knows is there at once: no network and no database is waited for. */
export function findDevice(): Phase {
  const path = window.location.pathname;
  if (isOutside(path) && path !== '/start') return { status: 'outside' };
  const known = readCurrentPerson();
  if (known) return openDevice(known, null);
  return isInsideZalo() ? { status: 'outside' } : { status: 'looking', next: askServer() };
}

async function askServer(): Promise<Phase> {
  const session = await fetchSession();
  return session.status === 'signedIn' ? letIn(session.person) : { status: 'outside' };
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
