import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { notStored, storeFile, storeShot, type Intake } from '../../localdb/intake.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { mostPhotos } from '../../localdb/photo-draft.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { captureMessages as words } from '../messages/vi.capture.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Button } from '../ui/button.tsx';
import { Check, TriangleAlert } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './capture.module.css';
import type { FreeSpace } from './free-space.ts';
import { GalleryButton } from './gallery-button.tsx';
import { LiveView } from './live-view.tsx';
import { keepDraft } from './prepare-draft.ts';
import { TakenStrip } from './taken-strip.tsx';

/** Live view, shutter, strip, "Xong"; the gallery as the second way in. */
export function Camera({ draft, space, startsWith }: { draft: DraftRow; space: FreeSpace; startsWith: 'camera' | 'gallery' }) {
  const device = useDevice();
  const [, navigate] = useLocation();
  const cameFrom = useHistoryState<{ fromForm?: true } | null>();
  const [source, setSource] = useState(startsWith);
  const [trouble, setTrouble] = useState<Exclude<Intake, 'stored'> | null>(null);
  /** Nothing is stored before what was asked for earlier. */
  const storing = useRef(Promise.resolve());
  const [waiting, setWaiting] = useState(0);
  const photos = useLiveQuery(async () => (await device.db.drafts.get(draft.id))?.photos, [device, draft.id]) ?? draft.photos;
  const isFull = photos.length + waiting >= mostPhotos;
  const picks = source === 'gallery' && photos.length === 0;

  const take = (work: (() => Promise<Intake>)[]): Promise<void> => {
    setWaiting((before) => before + work.length);
    storing.current = storing.current.then(() => store(work)).finally(() => setWaiting((before) => before - work.length));
    return storing.current;
  };
  const store = async (work: (() => Promise<Intake>)[]): Promise<void> => {
    try {
      await onceMore(() => keepDraft(device, draft));
      const results: Intake[] = [];
      // One after the other: two 12 MP files in memory are one too many for a small phone.
      for (const each of work) {
        const stored = (await device.db.drafts.get(draft.id))?.photos.length ?? 0;
        if (stored < mostPhotos) results.push(await each());
      }
      setTrouble(results.find((result) => result !== 'stored') ?? null);
    } catch (error) {
      setTrouble(notStored(error));
    }
  };
  const takeShot = (frame: Promise<Uint8Array<ArrayBuffer> | null>): void => {
    const at = device.now();
    void take([
      async () => {
        const bytes = await frame;
        return bytes ? storeShot(device.db, draft.id, bytes, at) : 'notKept';
      },
    ]);
  };
  const takeFiles = (files: File[]): Promise<void> =>
    take(files.slice(0, mostPhotos - photos.length).map((file) => () => storeFile(device.db, draft.id, file, device.now())));
  const finish = async (): Promise<void> => {
    await storing.current;
    if (cameFrom?.fromForm) window.history.back();
    else navigate(photos.length + waiting > 0 ? `/draft/${draft.id}` : '/new', { replace: true });
  };

  return (
    <Screen
      title={source === 'camera' ? words.title : words.galleryTitle}
      back
      footer={
        <Button kind={picks ? 'plain' : 'primary'} big icon={<Check />} onClick={() => void finish()}>
          {words.done} {photos.length > 0 && `(${photos.length})`}
        </Button>
      }
    >
      <p className={style.notice}>{words.notice}</p>
      <SpaceNotice space={space} />
      {trouble && (
        <p role="alert" className={style.trouble}>
          <TriangleAlert size={20} />
          {words.trouble[trouble]}
        </p>
      )}
      {isFull && <p className={style.notice}>{words.most}</p>}
      {space.status !== 'out' && source === 'camera' && <LiveView onShot={takeShot} disabled={isFull} />}
      {space.status !== 'out' && source === 'gallery' && (
        <Button kind="plain" onClick={() => setSource('camera')}>
          {words.camera}
        </Button>
      )}
      {space.status !== 'out' && <GalleryButton first={source === 'gallery'} main={picks} disabled={isFull} onFiles={takeFiles} />}
      <p className={style.notice} aria-live="polite">
        {waiting > 0 && words.storing(waiting)}
      </p>
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
