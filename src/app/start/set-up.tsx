import { useState, type SubmitEvent } from 'react';
import { setUp } from '../../sync/sign-in.ts';
import { personMessages } from '../messages/vi.person.ts';
import type { PersonDocument } from '../state/person.tsx';
import { Button } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { PasswordField, TextField, textIn } from './fields.tsx';
import style from './start.module.css';

/** The first administrator of an empty server. The token is in the address's hash, which is sent to no one by itself. */
export function SetUp({ onSignedIn }: { onSignedIn: (person: PersonDocument) => Promise<void> }) {
  const token = window.location.hash.slice(1);
  const [trouble, setTrouble] = useState<string | null>(token ? null : personMessages.setup.noToken);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = { username: textIn(form, 'username').trim(), name: textIn(form, 'name').trim(), password: textIn(form, 'password') };
    if (!isPlausible(typed)) {
      setTrouble(personMessages.setup.invalid);
      return;
    }
    const outcome = await setUp({ token, ...typed });
    if (outcome.status === 'signedIn') await onSignedIn(outcome.person);
    else if (outcome.status === 'tokenSpent') setTrouble(personMessages.setup.spent);
    else setTrouble(outcome.status === 'offline' ? personMessages.start.offline : personMessages.start.trouble);
  };

  return (
    <Screen title={personMessages.setup.title}>
      <p>{personMessages.setup.intro}</p>
      <p role="alert" className={trouble ? style.trouble : 'visually-hidden'}>
        {trouble}
      </p>
      <form className={style.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField name="name" label={personMessages.setup.name} autoComplete="name" />
        <TextField name="username" label={personMessages.start.username} hint={personMessages.setup.usernameHint} autoComplete="username" />
        <PasswordField autoComplete="new-password" hint={personMessages.setup.passwordHint} />
        <Button kind="primary" big type="submit">
          {personMessages.setup.create}
        </Button>
      </form>
    </Screen>
  );
}

function isPlausible(typed: { username: string; name: string; password: string }): boolean {
  return /^[a-z0-9._-]{3,60}$/.test(typed.username) && typed.name.length >= 2 && typed.password.length >= 10;
}
