import { createContext, useContext, useEffect, useState } from 'react';
import { fetchPhoto, type PhotoSource } from '../../sync/photo-source.ts';

/** Previews in sight and those of the next item. They live as long as the screen, on no disk. */
export interface PhotoShelf {
  take: (photo: string) => Promise<PhotoSource>;
  /** At once, if it came already. */
  here: (photo: string) => PhotoSource | null;
}

const mostKept = 24;

export function openPhotoShelf(): PhotoShelf {
  const asked = new Map<string, Promise<PhotoSource>>();
  const came = new Map<string, PhotoSource>();
  return {
    here: (photo) => came.get(photo) ?? null,
    take: (photo) => {
      const known = asked.get(photo);
      if (known) return known;
      const fetched = async (): Promise<PhotoSource> => {
        const source = await fetchPhoto(photo, 'preview');
        // What failed is asked for again the next time it is looked at.
        if (source.status === 'here') came.set(photo, source);
        else asked.delete(photo);
        return source;
      };
      const answer = fetched();
      asked.set(photo, answer);
      for (const oldest of [...asked.keys()].slice(0, Math.max(0, asked.size - mostKept))) {
        asked.delete(oldest);
        came.delete(oldest);
      }
      return answer;
    },
  };
}

export const PhotoShelfContext = createContext<PhotoShelf | null>(null);

/** A photo's picture, or why there is none; null on its way. Only what the server holds is asked for. */
export function usePhoto(photo: string, isStored: boolean): PhotoSource | null {
  const shelf = useContext(PhotoShelfContext);
  const [answer, setAnswer] = useState<{ photo: string; source: PhotoSource } | null>(null);

  useEffect(() => {
    if (!shelf || !isStored) return;
    let isCurrent = true;
    const show = async (): Promise<void> => {
      const source = await shelf.take(photo);
      if (isCurrent) setAnswer({ photo, source });
    };
    void show();
    return () => {
      isCurrent = false;
    };
  }, [shelf, photo, isStored]);

  return answer?.photo === photo ? answer.source : (shelf?.here(photo) ?? null);
}
