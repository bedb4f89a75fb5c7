import { useEffect, useState } from 'react';
import type { Entry, PhotoReference } from '../../domain/entry.ts';
import { readPhotoBytes } from '../../localdb/photos.ts';
import { fetchPhoto } from '../../sync/photo-source.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { titleOf } from '../ui/entry-row.tsx';
import { PhotoThumbnail } from '../ui/photo-image.tsx';
import style from './entry.module.css';

type Picture = { status: 'here'; bytes: Uint8Array<ArrayBuffer> | Blob } | { status: 'loading' | 'offline' | 'missing' };

/** The photos in their order; a tap shows one as large as the screen. */
export function EntryPhotos({ entry }: { entry: Entry }) {
  const [opened, setOpened] = useState<PhotoReference | null>(null);
  if (entry.photos.length === 0) return null;
  const alternative = (photo: PhotoReference): string =>
    readingMessages.entry.photoAlt(entry.photos.indexOf(photo) + 1, entry.photos.length, titleOf(entry));
  return (
    <section aria-label={readingMessages.entry.photos}>
      <ul className={style.photos}>
        {entry.photos.map((photo) => (
          <li key={photo.id}>
            <button type="button" onClick={() => setOpened(photo)}>
              <span className="visually-hidden">{alternative(photo)}</span>
              <PhotoPicture photo={photo} size="thumbnail" alternative="" />
            </button>
          </li>
        ))}
      </ul>
      <Dialog title={readingMessages.entry.photos} open={opened !== null} onClose={() => setOpened(null)} full>
        {opened && (
          <div className={style.large}>
            <PhotoPicture photo={opened} size="preview" alternative={alternative(opened)} />
          </div>
        )}
      </Dialog>
    </section>
  );
}

function PhotoPicture({ photo, size, alternative }: { photo: PhotoReference; size: 'thumbnail' | 'preview'; alternative: string }) {
  const picture = usePicture(photo, size);
  if (picture.status === 'here') return <PhotoThumbnail bytes={picture.bytes} alt={alternative} whole={size === 'preview'} />;
  if (picture.status === 'loading') return null;
  return (
    <span className={style.noPicture}>
      {picture.status === 'offline' ? readingMessages.entry.photoOffline : readingMessages.entry.photoMissing}
    </span>
  );
}

/** This device's own picture if it has one; otherwise the server's, which nothing keeps. */
function usePicture(photo: PhotoReference, size: 'thumbnail' | 'preview'): Picture {
  const { db } = useDevice();
  const [fetched, setFetched] = useState<Picture>({ status: 'loading' });
  const own = useLiveQuery(async () => {
    const row = await db.photos.get(photo.id);
    // What this device cannot decode it cannot show either.
    if (!row || row.state === 'undecodable') return null;
    return size === 'thumbnail' ? row.thumbnail : await readPhotoBytes(db, photo.id);
  }, [db, photo.id, size]);

  useEffect(() => {
    if (own !== null) return;
    let isWanted = true;
    void askServer(photo.id, size).then((answer) => isWanted && setFetched(answer));
    return () => {
      isWanted = false;
    };
  }, [own, photo.id, size]);

  return own ? { status: 'here', bytes: own } : fetched;
}

async function askServer(id: string, size: 'thumbnail' | 'preview'): Promise<Picture> {
  const source = await fetchPhoto(id, size);
  if (source.status === 'here') return { status: 'here', bytes: source.blob };
  return { status: source.status === 'notHere' ? 'missing' : 'offline' };
}
