import type { DraftRow } from '../../localdb/rows.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { useDevice } from '../state/device.tsx';
import { Screen } from '../ui/screen.tsx';
import { KindTiles } from './kind-tiles.tsx';
import { chooseKindFor } from './open-form.ts';

/** Photos that were taken before a kind was chosen. */
export function KindForPhotos({ draft, onChosen }: { draft: DraftRow; onChosen: () => void }) {
  const device = useDevice();
  const choose = async (kind: string): Promise<void> => {
    await chooseKindFor(device, draft, kind);
    onChosen();
  };
  return (
    <Screen title={words.choose.photosWaiting(draft.photos.length)} back>
      <p>{words.choose.forPhotos}</p>
      <KindTiles onChoose={(kind) => void choose(kind)} />
    </Screen>
  );
}
