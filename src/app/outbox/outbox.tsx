import type { ReactNode } from 'react';
import { heldMessages } from '../messages/vi.held.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useSendingFacts } from '../state/sending.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { Counts } from './counts.tsx';
import { ProblemList } from './problem-list.tsx';
import { SendNow } from './send-now.tsx';
import { WaitingList } from './waiting-list.tsx';

/** What is still on this phone only, what is in its way, and a button that always answers. */
export function Outbox({ children }: { children: ReactNode }) {
  const facts = useSendingFacts();
  return (
    <Screen title={readingMessages.outbox.title}>
      {children}
      {facts && (
        <>
          <Counts facts={facts} />
          <SendNow facts={facts} />
          <ProblemList facts={facts} />
          <WaitingList facts={facts} />
          <LinkButton href="/held/own" kind="plain">
            {heldMessages.openOwn}
          </LinkButton>
        </>
      )}
    </Screen>
  );
}
