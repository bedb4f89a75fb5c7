import { type FormEvent, useRef, useState } from 'react';
import { newIdentifier } from '../../localdb/identifier.ts';
import { addPerson, type ListedPerson } from '../../sync/people.ts';
import { peopleMessages } from '../messages/vi.people.ts';
import { useDevice } from '../state/device.tsx';
import { useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { TextField, textIn } from '../ui/fields.tsx';
import { type ChosenOffice, OfficeChoice, officeOf } from './office-choice.tsx';
import style from './people.module.css';

const words = peopleMessages.form;

export function AddPerson({ onAdded, onClose }: { onAdded: (person: ListedPerson, token: string | null) => void; onClose: () => void }) {
  const { now } = useDevice();
  const typed = useOnlyHere();
  const [office, setOffice] = useState<ChosenOffice>({ role: 'reporter', unit: null });
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  // Pressed again after an answer was lost, it is the same person; with another name it is another.
  const asked = useRef<{ id: string; username: string } | null>(null);

  const add = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (isWorking) return;
    const form = new FormData(event.currentTarget);
    const [name, username] = [textIn(form, 'name').trim(), textIn(form, 'username').trim()];
    const chosen = officeOf(office);
    if (name.length < 2) return setProblem(words.missing.name);
    if (!/^[a-z0-9._-]{3,60}$/.test(username)) return setProblem(words.missing.username);
    if (chosen === null) return setProblem(words.missing.unit);
    if (asked.current?.username !== username) asked.current = { id: newIdentifier(now()), username };
    setProblem(null);
    setWorking(true);
    const outcome = await addPerson({ id: asked.current.id, username, name, ...chosen });
    setWorking(false);
    if (outcome.status === 'done') return onAdded(outcome.person, outcome.token);
    setProblem(outcome.status === 'refused' ? outcome.sentence : peopleMessages.failure[outcome.status]);
  };

  return (
    <form className={style.form} onInput={typed} onSubmit={(event) => void add(event)} noValidate>
      <TextField name="name" label={words.name} autoComplete="off" />
      <TextField name="username" label={words.usernameLabel} hint={words.usernameHint} autoComplete="off" />
      <OfficeChoice
        chosen={office}
        onChoose={(chosen) => {
          setOffice(chosen);
          setProblem(null);
        }}
      />
      <p role="alert" className={problem ? style.wrong : undefined}>
        {problem}
      </p>
      <Button kind="primary" big type="submit" disabled={isWorking}>
        {isWorking ? words.working : words.save}
      </Button>
      <Button kind="plain" onClick={onClose}>
        {words.cancel}
      </Button>
    </form>
  );
}
