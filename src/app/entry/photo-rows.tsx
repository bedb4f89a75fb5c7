import { moveDraftPhoto, removeDraftPhoto } from '../../localdb/drafts.ts';
import type { PhotoReference } from '../../domain/entry.ts';
import { formatDay } from '../../domain/text.ts';
import { formMessages } from '../messages/vi.form.ts';
import { photoRowMessages as words } from '../messages/vi.photo-rows.ts';
import { useDevice } from '../state/device.tsx';
import { ArrowDown, ArrowUp, Image, ImageOff, Trash2 } from '../ui/icon.tsx';
import { PhotoThumbnail } from '../ui/photo-image.tsx';
import style from './form.module.css';
import type { DraftPhoto } from './use-draft-photos.ts';

/** Each photo of the draft in its place, to be moved or taken out. */
export function PhotoRows({
  draft,
  photos,
  known,
  title,
  flagged,
  onChanged,
}: {
  draft: string;
  photos: readonly DraftPhoto[];
  known: readonly PhotoReference[];
  title: string;
  flagged: ReadonlySet<string>;
  onChanged: () => Promise<boolean>;
}) {
  const { db } = useDevice();
  const change = async (work: () => Promise<void>): Promise<void> => {
    if (await onChanged()) await work();
  };
  return (
    <ol className={style.photos}>
      {photos.map((photo, index) => (
        <PhotoRow
          key={photo.id}
          photo={photo}
          source={photo.row?.source ?? known.find((each) => each.id === photo.id)?.source ?? 'gallery'}
          place={index + 1}
          total={photos.length}
          title={title}
          isFlagged={flagged.has(photo.id)}
          onRemove={() => void change(() => removeDraftPhoto(db, draft, photo.id))}
          onMove={(by) => void change(() => moveDraftPhoto(db, draft, photo.id, by))}
        />
      ))}
    </ol>
  );
}

function PhotoRow({
  photo: { row, usedOn },
  source,
  place,
  total,
  title,
  isFlagged,
  onRemove,
  onMove,
}: {
  photo: DraftPhoto;
  source: PhotoReference['source'];
  place: number;
  total: number;
  title: string;
  isFlagged: boolean;
  onRemove: () => void;
  onMove: (by: -1 | 1) => void;
}) {
  return (
    <li className={`${style.photo} ${isFlagged ? style.bad : ''}`}>
      <div className={style.thumbnail}>
        {row?.thumbnail ? <PhotoThumbnail bytes={row.thumbnail} alt={words.alternative(place, total, title)} /> : <Stand row={row} />}
      </div>
      <div className={style.photoText}>
        <p>{formMessages.review.photoName(place)}</p>
        <p className="quiet">{words.source[source]}</p>
        {isFlagged && <p className={style.problem}>{formMessages.review.flag('')}</p>}
        {usedOn && <p className={style.problem}>{words.usedBefore(formatDay(usedOn))}</p>}
      </div>
      <div className={style.photoActions}>
        {place > 1 && (
          <button type="button" className={style.step} aria-label={words.up(place)} onClick={() => onMove(-1)}>
            <ArrowUp size={20} />
          </button>
        )}
        {place < total && (
          <button type="button" className={style.step} aria-label={words.down(place)} onClick={() => onMove(1)}>
            <ArrowDown size={20} />
          </button>
        )}
        <button type="button" className={style.step} aria-label={words.remove(place)} onClick={onRemove}>
          <Trash2 size={20} />
        </button>
      </div>
    </li>
  );
}

/** In the picture's place while there is none to show. */
function Stand({ row }: { row: DraftPhoto['row'] }) {
  if (row?.state === 'raw') return <span className={style.stand}>{words.preparing}</span>;
  return (
    <span className={style.stand}>
      {row?.state === 'undecodable' ? <ImageOff size={20} /> : <Image size={20} />}
      {row?.state === 'undecodable' ? words.unseen : words.elsewhere}
    </span>
  );
}
