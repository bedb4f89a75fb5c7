import { Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Device } from '../state/device.tsx';
import type { PersonDocument } from '../state/person.tsx';
import { ToastPlace } from '../ui/toast.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';

const SignIn = lazyPart(async () => (await import('../start/sign-in.tsx')).SignIn);
const SetUp = lazyPart(async () => (await import('../start/set-up.tsx')).SetUp);
const OpenInBrowser = lazyPart(async () => (await import('../start/open-in-browser.tsx')).OpenInBrowser);
const Help = lazyPart(async () => (await import('../help/help.tsx')).Help);
const NotReceived = lazyPart(async () => (await import('../inbox/not-received.tsx')).NotReceived);

const outside = ['/start', '/setup', '/open-in-browser'];

/** Whether this address is shown without anybody's database. */
export function isOutside(path: string): boolean {
  return outside.includes(path);
}

/** Zalo's own web view keeps nothing: nobody signs in there, and no database is made. */
export function isInsideZalo(): boolean {
  return /Zalo/.test(navigator.userAgent);
}

/** What can be seen before anybody has signed in on this device. */
export function OutsideRoutes({ device, onSignedIn }: { device: Device | null; onSignedIn: (person: PersonDocument) => Promise<void> }) {
  return (
    <>
      <Suspense>
        {!device && isInsideZalo() ? (
          <OpenInBrowser />
        ) : (
          <Switch>
            <Route path="/start">
              <SignIn device={device} onSignedIn={onSignedIn} />
            </Route>
            <Route path="/setup">
              <SetUp onSignedIn={onSignedIn} />
            </Route>
            <Route path="/open-in-browser">
              <OpenInBrowser />
            </Route>
            <Route path="/help">
              <Help />
            </Route>
            <Route path="/share">
              <NotReceived isSignedIn={false} />
            </Route>
            <Route>
              <Redirect to={`/start?return=${encodeURIComponent(window.location.pathname)}`} replace />
            </Route>
          </Switch>
        )}
      </Suspense>
      <ToastPlace />
    </>
  );
}
