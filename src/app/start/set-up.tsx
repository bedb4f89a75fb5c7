import { useCallback, useEffect, useState, type SubmitEvent } from 'react';
import { findWhoSetsUp, setUp, type WhoSetsUp } from '../../sync/set-up.ts';
import { personMessages } from '../messages/vi.person.ts';
import type { PersonDocument } from '../state/person.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { PasswordField, TextField, textIn } from '../ui/fields.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './start.module.css';

const words = personMessages.setup;

/**
 * Where somebody sets their own password: whoever was invited, and the first administrator of an empty server. The token is
 * in the address's hash, which is sent to no one by itself.
 */
export function SetUp({ onSignedIn }: { onSignedIn: (person: PersonDocument) => Promise<void> }) {
  const token = window.location.hash.slice(1);
  const [found, setFound] = useState<WhoSetsUp | null>(null);
  const ask = useCallback(() => {
    if (token) void findWhoSetsUp(token).then(setFound);
  }, [token]);
  useEffect(ask, [ask]);

  if (found?.status === 'found') return <SetPassword token={token} person={found.person} onSignedIn={onSignedIn} />;
  const trouble = token ? troubleOf(found) : words.noToken;
  return (
    <Screen title={words.choose}>
      <p role="alert" className={trouble ? style.trouble : 'quiet'}>
        {trouble ?? words.asking}
      </p>
      {found !== null && found.status !== 'spent' && (
        <Button kind="plain" onClick={ask}>
          {words.again}
        </Button>
      )}
      {found?.status === 'spent' && (
        <LinkButton href="/start" kind="plain">
          {words.signIn}
        </LinkButton>
      )}
    </Screen>
  );
}

function troubleOf(found: Exclude<WhoSetsUp, { status: 'found' }> | null): string | null {
  if (found === null) return null;
  if (found.status === 'spent') return words.spent;
  return found.status === 'offline' ? personMessages.start.offline : personMessages.start.trouble;
}

function SetPassword(props: {
  token: string;
  /** Null for the first administrator, who tells who they are. */
  person: { username: string; name: string } | null;
  onSignedIn: (person: PersonDocument) => Promise<void>;
}) {
  const { token, person, onSignedIn } = props;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    const password = textIn(form, 'password');
    const own = person ? {} : { username: textIn(form, 'username').trim(), name: textIn(form, 'name').trim() };
    if (!isPlausible({ password, ...own })) return setTrouble(person ? words.short : words.invalid);
    setBusy(true);
    const outcome = await setUp({ token, password, ...own });
    if (outcome.status === 'signedIn') return onSignedIn(outcome.person);
    setBusy(false);
    if (outcome.status === 'tokenSpent') setTrouble(words.spent);
    else setTrouble(outcome.status === 'offline' ? personMessages.start.offline : personMessages.start.trouble);
  };

  return (
    <Screen title={person ? words.choose : words.title} failed={trouble !== null}>
      <p>{person ? words.hello(person.name) : words.intro}</p>
      <p role="alert" className={trouble ? style.trouble : 'visually-hidden'}>
        {trouble}
      </p>
      <form className={style.form} onSubmit={(event) => void submit(event)} noValidate>
        {person ? (
          <p>
            {personMessages.start.username}: <b>{person.username}</b>
            {/* So that the browser keeps the password under the right name. */}
            <input name="username" autoComplete="username" defaultValue={person.username} hidden readOnly />
          </p>
        ) : (
          <>
            <TextField name="name" label={words.name} autoComplete="name" />
            <TextField name="username" label={personMessages.start.username} hint={words.usernameHint} autoComplete="username" />
          </>
        )}
        <PasswordField autoComplete="new-password" hint={words.passwordHint} />
        <Button kind="primary" big type="submit">
          {person ? words.set : words.create}
        </Button>
      </form>
    </Screen>
  );
}

function isPlausible({ username, name, password }: { username?: string; name?: string; password: string }): boolean {
  const isNamed = username === undefined || (/^[a-z0-9._-]{3,60}$/.test(username) && (name ?? '').length >= 2);
  return isNamed && password.length >= 10;
}
