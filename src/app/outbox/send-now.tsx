import { useState } from 'react';
import { timeOf } from '../../domain/text.ts';
import type { SendOutcome } from '../../sync/outcome.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice, useSyncProgress } from '../state/device.tsx';
import { waitingEntries, type SendingFacts } from '../state/sending.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { LogIn, Send } from '../ui/icon.tsx';
import style from './outbox.module.css';

/** Whoever taps is answered within this time, whatever the network does. */
const patience = 900;

export function SendNow({ facts }: { facts: SendingFacts }) {
  const { runner } = useDevice();
  const { outcome, nextAt, phase } = useSyncProgress();
  const [answer, setAnswer] = useState<string | null>(null);
  const waiting = waitingEntries(facts).size;

  const send = async (): Promise<void> => {
    setAnswer(null);
    const ended = runner.sendNow();
    const soon = await Promise.race([ended, new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))]);
    if (soon === null) {
      setAnswer(waiting === 0 ? readingMessages.sendNow.allSent : readingMessages.sendNow.sending);
      setAnswer(sentenceFor(await ended, waiting));
    } else setAnswer(sentenceFor(soon, waiting));
  };

  return (
    <div className={style.now}>
      <Button kind="primary" big icon={<Send />} onClick={() => void send()}>
        {readingMessages.outbox.now}
      </Button>
      <p className={style.answer} aria-live="polite">
        {answer}
      </p>
      {outcome === 'signedOut' && (
        <LinkButton href="/start?return=/outbox" kind="plain" icon={<LogIn />}>
          {readingMessages.outbox.signIn}
        </LinkButton>
      )}
      {phase === 'idle' && waiting > 0 && nextAt !== null && <p className="quiet">{readingMessages.outbox.next(timeOf(nextAt))}</p>}
    </div>
  );
}

/** With nothing waiting, a missing network is no reason to say that something is missing. */
function sentenceFor(outcome: SendOutcome, waiting: number): string {
  const isHarmless =
    outcome === 'offline' ||
    outcome === 'photosLeft' ||
    outcome === 'serverTrouble' ||
    outcome === 'notOurServer' ||
    outcome === 'otherTab';
  return waiting === 0 && isHarmless ? readingMessages.sendNow.allSent : readingMessages.sendNow[outcome];
}
