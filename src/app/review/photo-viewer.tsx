import { useEffect, type ReactNode } from 'react';
import { formatInstant } from '../../domain/text.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { ChevronLeft, ChevronRight } from '../ui/icon.tsx';
import { PhotoPicture } from './photo-picture.tsx';
import { openDialog } from './review-view.ts';
import type { QueueItem } from './use-queue.ts';
import style from './viewer.module.css';

/** One photo as large as the screen; arrows and buttons go to its neighbours. */
export function PhotoViewer({ item, place }: { item: QueueItem; place: number }) {
  const { photos } = item.row.entry;
  const photo = photos[place];
  const texts = reviewMessages.photos;
  const last = photos.length - 1;

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      openDialog({ type: 'photos', place: Math.min(last, Math.max(0, place + step)) });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place, last]);

  if (!photo) return null;
  const state = new Map(item.row.photos).get(photo.id);
  const facts = [texts.source[photo.source], ...(photo.takenAt === null ? [] : [texts.takenAt(formatInstant(photo.takenAt))])];
  return (
    <div className={style.viewer}>
      <div className={style.picture}>
        <PhotoPicture photo={photo} state={state} alternative={texts.alternative(place + 1, photos.length, item.title)} whole />
      </div>
      <div className={style.bar}>
        <Step label={texts.previous} isPossible={place > 0} to={place - 1} icon={<ChevronLeft />} />
        <p>{facts.join(', ')}</p>
        <Step label={texts.next} isPossible={place < last} to={place + 1} icon={<ChevronRight />} />
      </div>
    </div>
  );
}

function Step({ label, isPossible, to, icon }: { label: string; isPossible: boolean; to: number; icon: ReactNode }) {
  // Still there at either end, so that the focus is not lost with it.
  return (
    <button
      type="button"
      className={style.step}
      aria-disabled={!isPossible}
      onClick={() => isPossible && openDialog({ type: 'photos', place: to })}
    >
      {icon}
      <span>{label}</span>
    </button>
  );
}
