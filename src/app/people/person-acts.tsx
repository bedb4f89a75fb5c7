import { type FormEvent, useEffect, useRef, useState } from 'react';
import { closePerson, endRole, grantRole, invitePerson, type ListedPerson, type PersonOutcome } from '../../sync/people.ts';
import { peopleMessages } from '../messages/vi.people.ts';
import { Button } from '../ui/button.tsx';
import { type ChosenOffice, OfficeChoice, officeOf } from './office-choice.tsx';
import style from './people.module.css';
import { officeWords, standingWords } from './person-words.ts';

const words = peopleMessages.person;
type Role = ListedPerson['roles'][number];

/** What is asked once more before it is done: one of the roles, or all of them. */
type Asked = { of: Role } | { of: 'all' };

/** What may be done about one person. */
export function PersonActs({
  person,
  onChanged,
  onInvited,
  onClose,
}: {
  person: ListedPerson;
  onChanged: (person: ListedPerson) => void;
  onInvited: (person: ListedPerson, token: string | null) => void;
  onClose: () => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isWorking, setWorking] = useState(false);
  const summary = useRef<HTMLParagraphElement>(null);
  // What was pressed may stand far below it.
  useEffect(() => {
    if (problem !== null) summary.current?.focus();
  }, [problem]);

  /** One at a time; whether it was done. */
  const run = async <Outcome extends PersonOutcome>(
    act: () => Promise<Outcome>,
    then: (done: Extract<Outcome, { status: 'done' }>) => void,
  ): Promise<void> => {
    if (isWorking) return;
    setProblem(null);
    setWorking(true);
    const outcome = await act();
    setWorking(false);
    setAsked(null);
    if (isDone(outcome)) then(outcome);
    else setProblem(outcome.status === 'refused' ? outcome.sentence : peopleMessages.failure[outcome.status as Failure]);
  };
  const change = (act: () => Promise<PersonOutcome>): Promise<void> => run(act, (done) => onChanged(done.person));

  return (
    <div className={style.form}>
      <p className="quiet">{standingWords(person)}</p>
      <p ref={summary} tabIndex={-1} role="alert" className={problem ? style.wrong : undefined}>
        {problem}
      </p>
      <section className={style.part}>
        <h3>{words.roles}</h3>
        {person.roles.length === 0 && <p>{peopleMessages.noRole}</p>}
        <ul className={style.roles}>
          {person.roles.map((role) => (
            <li key={`${role.role} ${role.unit} ${role.from}`}>
              <p>{officeWords({ roles: [role] })}</p>
              {asked?.of === role ? (
                <Ask
                  text={words.endAsk(peopleMessages.roles[role.role], role.unitName)}
                  yes={words.endYes}
                  onYes={() => void change(() => endRole(person.id, { role: role.role, unit: role.unit }))}
                  onNo={() => setAsked(null)}
                />
              ) : (
                <Button
                  kind="plain"
                  aria-label={words.endOf(peopleMessages.roles[role.role], role.unitName)}
                  onClick={() => setAsked({ of: role })}
                >
                  {words.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <details key={person.roles.length}>
          <summary className={style.more}>{words.addRole}</summary>
          <GrantForm onGrant={(office) => void change(() => grantRole(person.id, office))} onProblem={setProblem} />
        </details>
      </section>
      <section className={style.part}>
        <h3>{words.password}</h3>
        <p>{person.hasPassword ? words.resetText : words.inviteText}</p>
        <Button
          kind="plain"
          disabled={isWorking}
          onClick={() =>
            void run(
              () => invitePerson(person.id),
              (done) => onInvited(done.person, done.token),
            )
          }
        >
          {person.hasPassword ? words.reset : words.invite}
        </Button>
      </section>
      {person.roles.length > 0 && (
        <section className={style.part}>
          {asked?.of === 'all' ? (
            <Ask
              text={words.closeAsk(person.name)}
              yes={words.closeYes}
              onYes={() => void change(() => closePerson(person.id))}
              onNo={() => setAsked(null)}
            />
          ) : (
            <Button kind="danger" onClick={() => setAsked({ of: 'all' })}>
              {words.close}
            </Button>
          )}
        </section>
      )}
      <Button kind="plain" onClick={onClose}>
        {words.done}
      </Button>
    </div>
  );
}

function Ask({ text, yes, onYes, onNo }: { text: string; yes: string; onYes: () => void; onNo: () => void }) {
  const question = useRef<HTMLParagraphElement>(null);
  // The button that asked is gone, and the focus with it.
  useEffect(() => question.current?.focus(), []);
  return (
    <div className={style.ask}>
      <p ref={question} tabIndex={-1}>
        {text}
      </p>
      <Button kind="danger" onClick={onYes}>
        {yes}
      </Button>
      <Button kind="plain" onClick={onNo}>
        {words.no}
      </Button>
    </div>
  );
}

function GrantForm({
  onGrant,
  onProblem,
}: {
  onGrant: (office: NonNullable<ReturnType<typeof officeOf>>) => void;
  onProblem: (problem: string | null) => void;
}) {
  const [office, setOffice] = useState<ChosenOffice>({ role: 'reporter', unit: null });
  const grant = (event: FormEvent): void => {
    event.preventDefault();
    const chosen = officeOf(office);
    if (chosen === null) onProblem(peopleMessages.form.missing.unit);
    else onGrant(chosen);
  };
  return (
    <form className={style.form} onSubmit={grant} noValidate>
      <OfficeChoice
        chosen={office}
        onChoose={(chosen) => {
          setOffice(chosen);
          onProblem(null);
        }}
      />
      <Button kind="primary" type="submit">
        {words.grant}
      </Button>
    </form>
  );
}

type Failure = keyof typeof peopleMessages.failure;

function isDone<Outcome extends { status: string }>(outcome: Outcome): outcome is Extract<Outcome, { status: 'done' }> {
  return outcome.status === 'done';
}
