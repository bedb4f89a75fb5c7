import { createContext, useContext, useEffect, useState } from 'react';
import type { ReviewRow } from '../../localdb/rows.ts';
import { fetchPhoto, type PhotoSource } from '../../sync/photo-source.ts';

export type PhotoState = ReviewRow['photos'][number][1];

/** Previews in sight and those of the next item. They live as long as the screen, on no disk. */
export interface PhotoShelf {
  take: (photo: string, isStored: boolean) => Promise<PhotoSource>;
  /** At once, if it came already. */
  here: (photo: string, isStored: boolean) => PhotoSource | null;
}

const mostKept = 24;

export function openPhotoShelf(): PhotoShelf {
  const asked = new Map<string, Promise<PhotoSource>>();
  const came = new Map<string, PhotoSource>();
  return {
    here: (photo, isStored) => came.get(nameOf(photo, isStored)) ?? null,
    take: (photo, isStored) => {
      const name = nameOf(photo, isStored);
      const known = asked.get(name);
      if (known) return known;
      const fetched = async (): Promise<PhotoSource> => {
        const source = await fetchPhoto(photo, 'preview');
        // What failed is asked for again the next time it is looked at.
        if (source.status === 'here') came.set(name, source);
        else asked.delete(name);
        return source;
      };
      const answer = fetched();
      asked.set(name, answer);
      for (const oldest of [...asked.keys()].slice(0, Math.max(0, asked.size - mostKept))) {
        asked.delete(oldest);
        came.delete(oldest);
      }
      return answer;
    },
  };
}

/** What went ahead of a photo is another picture than its own. */
function nameOf(photo: string, isStored: boolean): string {
  return isStored ? photo : `${photo} ahead`;
}

export const PhotoShelfContext = createContext<PhotoShelf | null>(null);

/** A photo's picture, or the small one that went ahead of it, or why there is none; null on its way. */
export function usePhoto(photo: string, state: PhotoState | undefined): PhotoSource | null {
  const isStored = state === 'stored';
  const isAsked = isStored || state === 'declared' || state === 'receiving';
  const shelf = useContext(PhotoShelfContext);
  const [answer, setAnswer] = useState<{ name: string; source: PhotoSource } | null>(null);

  useEffect(() => {
    if (!shelf || !isAsked) return;
    let isCurrent = true;
    const show = async (): Promise<void> => {
      const source = await shelf.take(photo, isStored);
      if (isCurrent) setAnswer({ name: nameOf(photo, isStored), source });
    };
    void show();
    return () => {
      isCurrent = false;
    };
  }, [shelf, photo, isStored, isAsked]);

  return answer?.name === nameOf(photo, isStored) ? answer.source : (shelf?.here(photo, isStored) ?? null);
}
