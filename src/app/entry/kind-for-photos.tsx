import { useSearchParams } from 'wouter';
import type { DraftRow } from '../../localdb/rows.ts';
import { readSharedAddress } from '../../localdb/shared-address.ts';
import { chooseMessages as words } from '../messages/vi.choose.ts';
import { inboxMessages } from '../messages/vi.inbox.ts';
import { useDevice } from '../state/device.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { KindTiles } from './kind-tiles.tsx';
import { chooseKindFor } from './open-stored.ts';

/** Photos that were taken, or shared from the phone's gallery, before a kind was chosen. */
export function KindForPhotos({ draft, onChosen }: { draft: DraftRow; onChosen: () => void }) {
  const device = useDevice();
  const [search] = useSearchParams();
  const shared = readSharedAddress(search);
  const choose = async (kind: string): Promise<void> => {
    await chooseKindFor(device, draft, kind);
    onChosen();
  };
  return (
    <Screen title={shared ? inboxMessages.received(shared.count) : words.photosWaiting(draft.photos.length)} back>
      {shared?.left && <p role="alert">{inboxMessages.left(shared.left.count, shared.left.why)}</p>}
      <p>{shared ? inboxMessages.nowOrLater : words.forPhotos}</p>
      <LinkButton kind="plain" big href="/">
        {inboxMessages.later}
      </LinkButton>
      <KindTiles onChoose={(kind) => void choose(kind)} />
    </Screen>
  );
}
