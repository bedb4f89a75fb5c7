import { useCallback, useDeferredValue, useEffect, useId, useState } from 'react';
import { foldForSearch } from '../../domain/text.ts';
import { fetchPeople, type ListedPerson } from '../../sync/people.ts';
import { peopleMessages } from '../messages/vi.people.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Empty } from '../ui/empty.tsx';
import { Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { AddPerson } from './add-person.tsx';
import { AddressOnce } from './address-once.tsx';
import style from './people.module.css';
import { PersonActs } from './person-acts.tsx';
import { officeWords, standingWords } from './person-words.ts';

/** What is open over the list. An address is told once: it is kept here and nowhere else, until it is closed. */
type Opened = { what: 'add' } | { what: 'person'; id: string } | { what: 'address'; person: ListedPerson; token: string | null };

/** Who is here and in which office, and the way to add somebody. Only the server knows: it needs the network. */
export function PeopleDesk() {
  const [people, setPeople] = useState<ListedPerson[] | null>(null);
  const [failure, setFailure] = useState<keyof typeof peopleMessages.loadFailure | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [search, setSearch] = useState('');
  const wanted = foldForSearch(useDeferredValue(search));
  const searchId = useId();

  const load = useCallback(() => {
    const ask = async (): Promise<void> => {
      const answer = await fetchPeople();
      if (answer.status === 'loaded') setPeople(answer.people);
      setFailure(answer.status === 'loaded' ? null : answer.status);
    };
    void ask();
  }, []);
  useEffect(load, [load]);

  const changed = (person: ListedPerson): void => setPeople((before) => withPerson(before ?? [], person));
  const invited = (person: ListedPerson, token: string | null): void => {
    changed(person);
    setOpened({ what: 'address', person, token });
  };
  const close = (): void => setOpened(null);
  const found = (people ?? []).filter((person) => searchText(person).includes(wanted));
  const shown = opened?.what === 'person' ? people?.find((person) => person.id === opened.id) : undefined;

  return (
    <Screen title={peopleMessages.title} back="/me">
      {failure !== null && (
        <Empty text={peopleMessages.loadFailure[failure]}>
          <Button kind="plain" onClick={load}>
            {peopleMessages.tryAgain}
          </Button>
        </Empty>
      )}
      {people === null && failure === null && <p className="quiet">{peopleMessages.loading}</p>}
      {people && (
        <>
          <Button kind="primary" big icon={<Plus />} onClick={() => setOpened({ what: 'add' })}>
            {peopleMessages.add}
          </Button>
          <label className={style.search} htmlFor={searchId}>
            <span>{peopleMessages.search}</span>
            <input id={searchId} type="search" autoComplete="off" onChange={(event) => setSearch(event.target.value)} />
          </label>
          <p className="quiet" aria-live="polite">
            {found.length === 0 ? peopleMessages.noMatch : peopleMessages.count(found.length, people.length)}
          </p>
          <ul className={style.people}>
            {found.map((person) => (
              <li key={person.id} className="card">
                <div className={style.who}>
                  <h2>{person.name}</h2>
                  {officeWords(person).map((office) => (
                    <p key={office}>{office}</p>
                  ))}
                  <p className="quiet">{standingWords(person)}</p>
                </div>
                <Button
                  kind="plain"
                  aria-label={peopleMessages.open(person.name)}
                  onClick={() => setOpened({ what: 'person', id: person.id })}
                >
                  {peopleMessages.change}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Dialog title={titleOf(opened, shown)} open={opened !== null} onClose={close}>
        {opened?.what === 'add' && <AddPerson onAdded={invited} onClose={close} />}
        {shown && <PersonActs person={shown} onChanged={changed} onInvited={invited} onClose={close} />}
        {opened?.what === 'address' && <AddressOnce person={opened.person} token={opened.token} onClose={close} />}
      </Dialog>
    </Screen>
  );
}

function titleOf(opened: Opened | null, shown: ListedPerson | undefined): string {
  if (opened?.what === 'address') return peopleMessages.address.title;
  return shown ? shown.name : peopleMessages.add;
}

function withPerson(people: readonly ListedPerson[], person: ListedPerson): ListedPerson[] {
  const others = people.filter((each) => each.id !== person.id);
  return [...others, person].sort((one, other) => (one.username < other.username ? -1 : 1));
}

function searchText({ name, username, roles }: ListedPerson): string {
  return foldForSearch([name, username, ...roles.map((role) => role.unitName)].join(' '));
}
