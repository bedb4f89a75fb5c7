import { useRef, useState, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { readPerson } from '../../localdb/meta.ts';
import type { SessionOutcome } from '../../sync/session.ts';
import { signIn } from '../../sync/sign-in.ts';
import { personMessages } from '../messages/vi.person.ts';
import { messages } from '../messages/vi.ts';
import type { Device } from '../state/device.tsx';
import type { PersonDocument } from '../state/person.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField, TextField, textIn } from '../ui/fields.tsx';
import { LogIn } from '../ui/icon.tsx';
import { OthersWaiting } from '../ui/others-waiting.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './start.module.css';

/** Signing in, once with a network; and again, when a session has ended, beside work that stays where it is. */
export function SignIn({ device, onSignedIn }: { device: Device | null; onSignedIn: (person: PersonDocument) => Promise<void> }) {
  const known = device?.person ?? null;
  const usual = useLiveQuery(async () => device && (await readPerson(device.db))?.username, [device]);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const summary = useRef<HTMLParagraphElement>(null);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const username = textIn(form, 'username').trim();
    const password = textIn(form, 'password');
    if (isBusy) return;
    setBusy(true);
    const outcome: SessionOutcome | null = username && password ? await signIn({ username, password }) : null;
    if (outcome?.status === 'signedIn') {
      await onSignedIn(outcome.person);
      return;
    }
    setBusy(false);
    setTrouble(outcome ? sentenceFor(outcome, known !== null) : personMessages.start.missing);
    summary.current?.focus();
  };

  return (
    <Screen title={personMessages.start.title} failed={trouble !== null}>
      <p className={style.brand}>
        <img src="/icon.svg" width="64" height="64" alt="" />
        {messages.app.name}
      </p>
      <p>{known ? personMessages.start.again : personMessages.start.intro}</p>
      <OthersWaiting person={known?.id ?? null} />
      <p ref={summary} tabIndex={-1} role="alert" className={trouble ? style.trouble : 'visually-hidden'}>
        {trouble}
      </p>
      <form className={style.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField name="username" label={personMessages.start.username} usual={usual ?? undefined} autoComplete="username" />
        <PasswordField autoComplete="current-password" />
        <Button kind="primary" big type="submit" icon={<LogIn />}>
          {isBusy ? personMessages.start.signingIn : personMessages.start.signIn}
        </Button>
      </form>
      {known && (
        <Link href="/" className={style.later}>
          {personMessages.start.continueOffline}
        </Link>
      )}
    </Screen>
  );
}

function sentenceFor(outcome: Exclude<SessionOutcome, { status: 'signedIn' }>, isAgain: boolean): string {
  switch (outcome.status) {
    case 'wrongPassword':
      return personMessages.start.wrong;
    case 'slowDown':
      return personMessages.start.slowDown(Math.max(1, Math.ceil(outcome.seconds / 60)));
    case 'offline':
      return isAgain ? personMessages.start.offlineAgain : personMessages.start.offline;
    default:
      return personMessages.start.trouble;
  }
}
