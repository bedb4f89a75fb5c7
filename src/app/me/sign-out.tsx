import { useState } from 'react';
import { eraseMirror, findLost } from '../../localdb/mirror.ts';
import { openMirrorFiles } from '../../localdb/mirror-files.ts';
import { readUnsentWork } from '../../localdb/unsent-work.ts';
import { leaveDevice, type LeaveOutcome } from '../../sync/leave-device.ts';
import { fetchTransport } from '../../sync/transport.ts';
import { personMessages } from '../messages/vi.person.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useLostWork } from '../state/lost-work.ts';
import { useSendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CalendarDays, LogOut, Send } from '../ui/icon.tsx';
import { forgetPerson } from './forget-person.ts';
import style from './me.module.css';

/** Ends the session and takes this person's book off the device; never while something of it exists only here. */
export function SignOut() {
  const { db, person, runner } = useDevice();
  const [isAsking, setAsking] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const work = useLiveQuery(() => readUnsentWork(db), [db]);
  const lost = useLostWork().entries;
  // What the server refused it also keeps, with its whole body: only what exists nowhere else holds a person back.
  const refused = useSendingFacts()?.held.length ?? 0;

  const leave = async (agreed: { drafts: number }): Promise<void> => {
    if (isLeaving) return;
    setLeaving(true);
    try {
      const files = await openMirrorFiles(db.person);
      const mirror = {
        holdsLostWork: async () => (await findLost(db, files)).entries > 0,
        erase: async () => eraseMirror(db.person, files),
      };
      tell(await leaveDevice(db, { transport: fetchTransport, agreed, forget, mirror }));
    } finally {
      setLeaving(false);
    }
  };

  const forget = (): void => {
    // A sending that began now would leave its mark again.
    runner.stop();
    forgetPerson(person);
  };

  const tell = ({ status }: LeaveOutcome): void => {
    if (status === 'left') {
      window.location.replace('/start');
      return;
    }
    // What holds back is in the dialog by now, counted anew.
    if (status === 'unsent') return;
    setAsking(false);
    showToast({ text: personMessages.me.signOutFailure[status] });
    // Says on every screen that sending waits for a sign-in.
    if (status === 'workSaved') void runner.sendNow();
  };

  return (
    <>
      <Button kind="danger" icon={<LogOut />} onClick={() => setAsking(true)}>
        {personMessages.me.signOut}
      </Button>
      <Dialog title={personMessages.me.signOutAsk} open={isAsking} onClose={() => setAsking(false)}>
        {!work ? null : work.entries > 0 ? (
          <>
            <p>{personMessages.me.signOutBlocked(work.entries)}</p>
            <LinkButton href="/outbox" kind="primary" icon={<Send />}>
              {readingMessages.outbox.title}
            </LinkButton>
          </>
        ) : lost > 0 ? (
          <>
            <p>{personMessages.me.signOutLost(lost)}</p>
            <LinkButton href="/outbox" kind="primary" icon={<Send />}>
              {readingMessages.outbox.title}
            </LinkButton>
          </>
        ) : work.schedules > 0 ? (
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
            {work.drafts > 0 && <p className={style.warning}>{personMessages.me.signOutDrafts(work.drafts)}</p>}
            <Button kind="danger" icon={<LogOut />} onClick={() => void leave(work)}>
              {isLeaving ? personMessages.me.signingOut : personMessages.me.signOutYes}
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
