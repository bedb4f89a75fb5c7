import { noAccessMessages as words } from '../messages/vi.no-access.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { UserRound } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';

/** An administrator's role by itself opens no content. */
export function NoAccess() {
  const { roles } = useDevice().person;
  return (
    <Screen title={messages.today.title}>
      <Empty text={words.noAccess}>
        {roles.includes('administrator') && (
          <>
            <LinkButton href="/people" kind="primary">
              {words.openPeople}
            </LinkButton>
            <LinkButton href="/units" kind="plain">
              {words.openUnits}
            </LinkButton>
          </>
        )}
        <LinkButton href="/me" kind="plain" icon={<UserRound />}>
          {words.openMe}
        </LinkButton>
      </Empty>
    </Screen>
  );
}
