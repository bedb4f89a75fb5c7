import { build } from '../state/build.ts';
import { personMessages } from '../messages/vi.person.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { LinkButton } from '../ui/button.tsx';
import { CircleQuestionMark } from '../ui/icon.tsx';
import { OthersWaiting } from '../ui/others-waiting.tsx';
import { Screen } from '../ui/screen.tsx';
import { Account } from './account.tsx';
import { Administration } from './administration.tsx';
import { ChangeFiles } from './change-files.tsx';
import { Devices } from './devices.tsx';
import { Display } from './display.tsx';
import { Readiness } from './readiness.tsx';
import { SignOut } from './sign-out.tsx';

export function Me() {
  const { person } = useDevice();
  return (
    <Screen title={personMessages.me.title}>
      <Account />
      <OthersWaiting person={person.id} />
      <Readiness />
      <Devices />
      {person.roles.includes('administrator') && <Administration />}
      <ChangeFiles />
      <Display />
      <LinkButton href="/help" kind="plain" icon={<CircleQuestionMark />}>
        {messages.app.help}
      </LinkButton>
      <SignOut />
      <p className="quiet">{personMessages.me.version(build)}</p>
    </Screen>
  );
}
