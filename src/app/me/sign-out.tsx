import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { forgetCurrentPerson } from '../../localdb/current-person.ts';
import { countLines } from '../../localdb/imports.ts';
import { readSchedules } from '../../localdb/schedules.ts';
import { signOut } from '../../sync/session.ts';
import { personMessages } from '../messages/vi.person.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useSendingFacts, waitingEntries } from '../state/sending.tsx';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CalendarDays, LogOut, Send } from '../ui/icon.tsx';
import style from './me.module.css';

/** Ends the session and takes this person's book off the device; never while something of it exists only here. */
export function SignOut() {
  const { db, runner } = useDevice();
  const [isAsking, setAsking] = useState(false);
  const facts = useSendingFacts();
  const drafts = useLiveQuery(async () => (await db.drafts.count()) + (await countLines(db)), [db]) ?? 0;
  const schedules = useLiveQuery(async () => (await readSchedules(db)).filter(({ edit }) => edit !== null).length, [db]) ?? 0;
  // What the server refused it also keeps, with its whole body: only what exists nowhere else holds a person back.
  const unsent = facts ? new Set([...waitingEntries(facts), ...facts.stranded]).size : 0;
  const refused = facts?.held.length ?? 0;

  const leave = async (): Promise<void> => {
    await signOut();
    // The cookie is the server's to take: without its word the next start would be signed in again.
    if ((await runner.sendNow()) !== 'signedOut') {
      showToast({ text: personMessages.me.signOutOffline });
      return;
    }
    runner.stop();
    forgetCurrentPerson();
    await db.delete();
    window.location.replace('/start');
  };

  return (
    <>
      <Button kind="danger" icon={<LogOut />} onClick={() => setAsking(true)}>
        {personMessages.me.signOut}
      </Button>
      <Dialog title={personMessages.me.signOutAsk} open={isAsking} onClose={() => setAsking(false)}>
        {unsent > 0 ? (
          <>
            <p>{personMessages.me.signOutBlocked(unsent)}</p>
            <LinkButton href="/outbox" kind="primary" icon={<Send />}>
              {readingMessages.outbox.title}
            </LinkButton>
          </>
        ) : schedules > 0 ? (
          <>
            <p>{personMessages.me.signOutSchedule}</p>
            <LinkButton href="/schedule" kind="primary" icon={<CalendarDays />}>
              {personMessages.me.openSchedule}
            </LinkButton>
          </>
        ) : (
          <>
            <p>{personMessages.me.signOutErases}</p>
            {refused > 0 && <p className={style.warning}>{personMessages.me.signOutRefused(refused)}</p>}
            {drafts > 0 && <p className={style.warning}>{personMessages.me.signOutDrafts(drafts)}</p>}
            <Button kind="danger" icon={<LogOut />} onClick={() => void leave()}>
              {personMessages.me.signOutYes}
            </Button>
            <Button kind="plain" onClick={() => setAsking(false)}>
              {personMessages.me.signOutNo}
            </Button>
          </>
        )}
      </Dialog>
    </>
  );
}
