import type { PhotoReference } from '../../domain/entry.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { ImageOff } from '../ui/icon.tsx';
import { PhotoThumbnail } from '../ui/photo-image.tsx';
import style from './item.module.css';
import { usePhoto, type PhotoState } from './photo-shelf.ts';

/** The picture, or a sentence in its place. */
export function PhotoPicture({
  photo,
  state,
  alternative,
  whole,
}: {
  photo: PhotoReference;
  state: PhotoState | undefined;
  alternative: string;
  whole?: boolean;
}) {
  const source = usePhoto(photo.id, state);
  if (source?.status === 'here') {
    const picture = <PhotoThumbnail bytes={source.blob} alt={alternative} {...(whole && { whole })} />;
    if (state === 'stored') return picture;
    return (
      <span className={style.ahead}>
        {picture}
        <span>{reviewMessages.photos.ahead}</span>
      </span>
    );
  }
  const text = textInstead(state, source?.status);
  return (
    <span className={style.noPhoto}>
      {text !== reviewMessages.photos.opening && <ImageOff />}
      {text}
    </span>
  );
}

function textInstead(state: PhotoState | undefined, source: 'notHere' | 'offline' | 'trouble' | undefined): string {
  const { photos } = reviewMessages;
  if (state === 'failed') return photos.unreadable;
  if (state !== 'stored') return photos.notYet;
  return source === undefined ? photos.opening : photos[source];
}
