import { reviewMessages } from '../messages/vi.review.ts';
import style from './item.module.css';
import { PhotoPicture } from './photo-picture.tsx';
import { countPhotos } from './review-flags.ts';
import { openDialog } from './review-view.ts';
import type { QueueItem } from './use-queue.ts';

/** The photos in small; each opens in full. "Đủ" is said of what is stored and of nothing else. */
export function ItemPhotos({ item }: { item: QueueItem }) {
  const { photos } = item.row.entry;
  const { stored, total } = countPhotos(item.row);
  const states = new Map(item.row.photos);
  const texts = reviewMessages.photos;
  return (
    <div>
      <h3 className={style.photosTitle}>
        {texts.title}
        <span className="quiet">{total === 0 ? texts.none : stored === total ? texts.complete(total) : texts.onTheWay(stored, total)}</span>
      </h3>
      {total > 0 && (
        <ul className={style.photos}>
          {photos.map((photo, place) => (
            <li key={photo.id}>
              <button type="button" className={style.photo} onClick={() => openDialog({ type: 'photos', place })}>
                <span className="visually-hidden">{texts.open(place + 1, total)}</span>
                <PhotoPicture photo={photo} state={states.get(photo.id)} alternative="" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
