import { useLiveQuery } from 'dexie-react-hooks';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import type { DraftRow } from '../../localdb/rows.ts';
import { captureMessages as words } from '../messages/vi.capture.ts';
import { useDevice } from '../state/device.tsx';
import { Button } from '../ui/button.tsx';
import { Check, TriangleAlert } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './capture.module.css';
import type { FreeSpace } from './free-space.ts';
import { GalleryButton } from './gallery-button.tsx';
import { LiveView } from './live-view.tsx';
import { keepDraft } from './prepare-draft.ts';
import { storeFile, storeShot, type Intake } from './take-picture.ts';
import { TakenStrip } from './taken-strip.tsx';

/** Most photos of one entry. */
const mostPhotos = 10;

/** Live view, shutter, strip, "Xong"; the gallery as the second way in. */
export function Camera({ draft, space, startsWith }: { draft: DraftRow; space: FreeSpace; startsWith: 'camera' | 'gallery' }) {
  const device = useDevice();
  const [, navigate] = useLocation();
  const cameFrom = useHistoryState<{ fromForm?: true } | null>();
  const [source, setSource] = useState(startsWith);
  const [trouble, setTrouble] = useState<Exclude<Intake, 'stored'> | null>(null);
  const busy = useRef(false);
  const photos = useLiveQuery(async () => (await device.db.drafts.get(draft.id))?.photos, [device, draft.id]) ?? draft.photos;
  const isFull = photos.length >= mostPhotos;

  const take = async (work: (() => Promise<Intake>)[]): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await keepDraft(device, draft);
      const results: Intake[] = [];
      // One after the other: two 12 MP files in memory are one too many for a small phone.
      for (const each of work) results.push(await each());
      setTrouble(results.find((result) => result !== 'stored') ?? null);
    } catch {
      setTrouble('noRoom');
    } finally {
      busy.current = false;
    }
  };
  const takeShot = (bytes: Uint8Array<ArrayBuffer>): Promise<void> => take([() => storeShot(device.db, draft.id, bytes, device.now())]);
  const takeFiles = (files: File[]): Promise<void> =>
    take(files.slice(0, mostPhotos - photos.length).map((file) => () => storeFile(device.db, draft.id, file, device.now())));
  const finish = (): void => {
    if (cameFrom?.fromForm) window.history.back();
    else navigate(photos.length > 0 ? `/draft/${draft.id}` : '/new', { replace: true });
  };

  return (
    <Screen
      title={source === 'camera' ? words.title : words.galleryTitle}
      back
      footer={
        <Button kind="primary" big icon={<Check />} onClick={finish}>
          {words.done} {photos.length > 0 && `(${photos.length})`}
        </Button>
      }
    >
      <p className={style.notice}>{words.notice}</p>
      <SpaceNotice space={space} />
      {trouble && (
        <p role="alert" className={style.trouble}>
          <TriangleAlert size={20} />
          {trouble === 'noRoom' ? words.notStored : words.unreadableFile}
        </p>
      )}
      {isFull && <p className={style.notice}>{words.most}</p>}
      {space.status !== 'out' && source === 'camera' && <LiveView onShot={takeShot} disabled={isFull} />}
      {space.status !== 'out' && source === 'gallery' && (
        <Button kind="plain" onClick={() => setSource('camera')}>
          {words.camera}
        </Button>
      )}
      {space.status !== 'out' && <GalleryButton first={source === 'gallery'} disabled={isFull} onFiles={takeFiles} />}
      <TakenStrip draft={draft.id} photos={photos} />
    </Screen>
  );
}

function SpaceNotice({ space }: { space: FreeSpace }) {
  if (space.status === 'enough') return null;
  const text = space.status === 'low' ? words.spaceLow(`${space.megabytes} MB`) : words.spaceOut;
  return (
    <p className={style.trouble} aria-live="polite">
      <TriangleAlert size={20} />
      {text}
    </p>
  );
}
