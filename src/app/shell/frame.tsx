import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { rememberCurrentPerson } from '../../localdb/current-person.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { currentPersonOf, usePersonDocument } from '../state/person.tsx';
import { useSendingFacts, waitingEntries } from '../state/sending.tsx';
import { noteWaiting } from '../state/waiting-here.ts';
import { UnderHeader } from '../ui/screen.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import style from './frame.module.css';
import { Navigation } from './navigation.tsx';
import { InsideRoutes, prefetchForms } from './routes.tsx';
import { SendingAnnouncer } from './sending-announcer.tsx';
import { SyncStrip } from './sync-strip.tsx';
import { cacheReviewScreens } from './update.ts';
import { useAfterSave } from './use-after-save.ts';

/** A signed-in device: navigation, the strip under each header, and the screen. */
export function Frame() {
  const [path] = useLocation();
  const full = hasOwnFooter(path);
  const { person } = useDevice();
  const isReporter = person.roles.includes('reporter');
  useAfterSave();
  useRoles();
  useWaitingNote();
  useEffect(() => {
    if (isReporter) prefetchForms();
  }, [isReporter]);

  return (
    <div className={`${style.frame} ${full ? style.full : ''}`}>
      <a className={style.skip} href="#main">
        {messages.navigation.skip}
      </a>
      <Navigation />
      <div className={style.content}>
        <UnderHeader value={full ? null : <UnderEachHeader />}>
          <ErrorBoundary address={path}>
            <InsideRoutes />
          </ErrorBoundary>
        </UnderHeader>
      </div>
      <SendingAnnouncer />
    </div>
  );
}

function UnderEachHeader() {
  const { person } = useDevice();
  return (
    <section aria-label={messages.sending.label}>
      <SyncStrip />
      {person.demo && <p className={style.demo}>{messages.app.demo}</p>}
    </section>
  );
}

/** Forms and the camera have the bottom of a phone's screen to themselves. */
function hasOwnFooter(path: string): boolean {
  return /^\/(new\/.+|import\/.+|draft\/.+|capture|e\/[^/]+\/(edit|fix)|plan\/[^/]+\/edit|schedule\/(new|line\/.+|holiday))$/.test(path);
}

/** On a shared phone the next person is told that work of this one is still here. */
function useWaitingNote(): void {
  const { person } = useDevice();
  const facts = useSendingFacts();
  const waiting = facts ? waitingEntries(facts).size : null;
  useEffect(() => {
    if (waiting !== null) noteWaiting(person, waiting);
  }, [person, waiting]);
}

/** Roles may change while the app is in use; the next start must know them before its first paint. */
function useRoles(): void {
  const { now } = useDevice();
  const document = usePersonDocument();
  useEffect(() => {
    if (!document) return;
    const person = currentPersonOf(document, now());
    rememberCurrentPerson(person);
    if (person.roles.includes('reviewer')) cacheReviewScreens();
  }, [document, now]);
}
