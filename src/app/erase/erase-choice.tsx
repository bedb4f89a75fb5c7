import { useEffect, useState, type ReactNode } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { fetchPhoto } from '../../sync/photo-source.ts';
import { eraseMessages } from '../messages/vi.erase.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { PhotoThumbnail } from '../ui/photo-image.tsx';
import style from './erase.module.css';

/** All of the entry or one of its files. Nothing is chosen beforehand: the wrong one cannot be brought back. */
export function EraseChoice({
  entry,
  whole,
  chosen,
  onChoose,
}: {
  entry: Entry;
  whole: string;
  chosen: string | null;
  onChoose: (what: string) => void;
}) {
  const option = (what: string, text: string, picture: ReactNode = null): ReactNode => (
    <label key={what} className={style.option}>
      <input type="radio" name="what" checked={chosen === what} onChange={() => onChoose(what)} />
      {picture}
      <span>{text}</span>
    </label>
  );
  return (
    <fieldset className={style.what}>
      <legend>{eraseMessages.what}</legend>
      {option(whole, eraseMessages.whole)}
      {entry.photos.map(({ id }, index) => option(id, eraseMessages.photo(index + 1), <Picture id={id} />))}
      {(entry.attachments ?? []).map(({ id, name }) => option(id, eraseMessages.attachment(name)))}
    </fieldset>
  );
}

/** This device's own small picture, or the server's. */
function Picture({ id }: { id: string }) {
  const { db } = useDevice();
  const own = useLiveQuery(async () => (await db.photos.get(id))?.thumbnail ?? null, [db, id]);
  const [fetched, setFetched] = useState<Blob | null>(null);
  useEffect(() => {
    if (own !== null) return;
    let isWanted = true;
    void fetchPhoto(id, 'thumbnail').then((source) => isWanted && source.status === 'here' && setFetched(source.blob));
    return () => {
      isWanted = false;
    };
  }, [own, id]);
  const picture = own ?? fetched;
  return <span className={style.picture}>{picture && <PhotoThumbnail bytes={picture} alt="" />}</span>;
}
