import { useSearchParams } from 'wouter';
import { readNotKept } from '../../localdb/shared-address.ts';
import { inboxMessages as words } from '../messages/vi.inbox.ts';
import { LinkButton } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';

/** Where the phone is sent when nothing of what was shared could be kept. */
export function NotReceived({ isSignedIn }: { isSignedIn: boolean }) {
  const [search] = useSearchParams();
  return (
    <Screen title={words.notReceived}>
      <p role="alert">{words.why(readNotKept(search))}</p>
      <LinkButton kind="primary" big href={isSignedIn ? '/' : '/start'}>
        {isSignedIn ? words.home : words.signIn}
      </LinkButton>
    </Screen>
  );
}
