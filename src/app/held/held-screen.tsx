import { useState } from 'react';
import { readNames } from '../../localdb/names.ts';
import { heldMessages as words } from '../messages/vi.held.ts';
import { messages } from '../messages/vi.ts';
import { useKinds } from '../state/use-kinds.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Screen } from '../ui/screen.tsx';
import { HeldCard } from './held-card.tsx';
import style from './held.module.css';
import { useHeld } from './use-held.ts';

/** What the system did not take, with all that it said: of the units that somebody reviews, or one's own from every device. */
export function HeldScreen({ isOwn }: { isOwn: boolean }) {
  const { db, person } = useDevice();
  // Who reviews nothing has only their own to see.
  const whose = isOwn || !person.roles.includes('reviewer') ? 'own' : 'units';
  const [isWhole, setWhole] = useState(false);
  const { list, loadMore } = useHeld(whose, isWhole ? 'all' : 'open');
  const kinds = useKinds(list.changes.flatMap((change) => change.kind ?? []));
  const names = useLiveQuery(() => readNames(db), [db]);
  const failure = list.state === 'loading' || list.state === 'loaded' ? null : list.state;

  return (
    <Screen title={words.title} back={whose === 'units' ? '/review' : '/outbox'}>
      <p>{words.intro[whose]}</p>
      <div className={style.tools}>
        <label className={style.option}>
          <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.currentTarget.checked)} />
          <span>{words.all}</span>
        </label>
        <p className="quiet" aria-live="polite">
          {list.state === 'loading' ? words.loading : list.total > 0 && words.total(list.total)}
        </p>
      </div>
      {list.state === 'loaded' && list.changes.length === 0 && <Empty text={words.none[isWhole ? 'all' : 'open']} />}
      {kinds && (
        <ul className={style.list}>
          {list.changes.map((change) => (
            <li key={change.id} className="card">
              <HeldCard
                change={change}
                kind={change.kind === null ? undefined : kinds.get(change.kind)}
                whose={whose}
                unitName={(key) => names?.get(key) ?? key}
              />
            </li>
          ))}
        </ul>
      )}
      {failure && (
        <Empty text={words.failure[failure]}>
          {failure === 'signedOut' ? (
            <LinkButton kind="plain" href="/start">
              {words.signIn}
            </LinkButton>
          ) : (
            <Button kind="plain" onClick={loadMore}>
              {messages.app.tryAgain}
            </Button>
          )}
        </Empty>
      )}
      {list.state === 'loaded' && list.next !== null && (
        <Button kind="plain" onClick={loadMore}>
          {words.more}
        </Button>
      )}
    </Screen>
  );
}
