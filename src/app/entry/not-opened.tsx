import { useEffect, useEffectEvent } from 'react';
import { formMessages } from '../messages/vi.form.ts';
import { openingMessages as words } from '../messages/vi.opening.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { LinkButton } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import type { Opening } from './open-form.ts';

type Status = Exclude<Opening['status'], 'open' | 'chooseKind'>;

/** In the form's place where there is none to be filled in. */
export function NotOpened({ status, of, onCome }: { status: Status; of: string; onCome: () => void }) {
  const { db } = useDevice();
  // The address may have been opened before the first answer brought the entry.
  const isHere = useLiveQuery(async () => status === 'entryGone' && (await db.entries.get(of)) !== undefined, [db, status, of]);
  const tell = useEffectEvent(onCome);
  useEffect(() => {
    if (isHere) tell();
  }, [isHere]);
  return (
    <Screen title={formMessages.start} back>
      <p>{words[status]}</p>
      <LinkButton kind="primary" href={status === 'noUnit' ? '/' : '/log'}>
        {status === 'noUnit' ? words.home : words.log}
      </LinkButton>
    </Screen>
  );
}
