import { messages } from '../messages/vi.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { UserRound } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';

/** An administrator's role by itself opens no content. */
export function NoAccess() {
  return (
    <Screen title={messages.today.title}>
      <Empty text={messages.today.noAccess}>
        <LinkButton href="/me" kind="primary" icon={<UserRound />}>
          {messages.today.openMe}
        </LinkButton>
      </Empty>
    </Screen>
  );
}
