import { removeDraftPhoto } from '../../localdb/drafts.ts';
import { captureMessages as words } from '../messages/vi.capture.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { ImageOff, Trash2 } from '../ui/icon.tsx';
import { PhotoThumbnail } from '../ui/photo-image.tsx';
import style from './capture.module.css';

/** The photos so far, newest last, each with its way out. */
export function TakenStrip({ draft, photos }: { draft: string; photos: readonly string[] }) {
  const { db } = useDevice();
  const rows = useLiveQuery(() => db.photos.bulkGet([...photos]), [db, photos.join()]);
  return (
    <section aria-label={words.taken(photos.length)}>
      <p className="quiet" aria-live="polite">
        {words.taken(photos.length)}
      </p>
      <ol className={style.strip}>
        {photos.map((id, index) => {
          const row = rows?.[index];
          return (
            <li key={id} className={style.shot}>
              <div className={style.frame}>
                {row?.thumbnail ? (
                  <PhotoThumbnail bytes={row.thumbnail} alt={words.photo(index + 1, photos.length)} />
                ) : (
                  <span className={style.blank}>
                    {row?.state === 'undecodable' ? <ImageOff /> : null}
                    {row?.state === 'undecodable' ? words.unseen : words.preparing}
                  </span>
                )}
              </div>
              <button
                type="button"
                className={style.remove}
                aria-label={words.remove(index + 1)}
                onClick={() => void removeDraftPhoto(db, draft, id)}
              >
                <Trash2 size={20} />
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
