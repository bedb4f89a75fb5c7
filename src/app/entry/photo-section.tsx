import type { PhotoReference } from '../../domain/entry.ts';
import { formMessages } from '../messages/vi.form.ts';
import { Button } from '../ui/button.tsx';
import { Camera, Images } from '../ui/icon.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import style from './form.module.css';
import type { DraftPhoto } from './use-draft-photos.ts';

const words = formMessages.photos;

/** There are none while the form is new. */
const PhotoRows = lazyPart(async () => (await import('./photo-rows.tsx')).PhotoRows);

/** The photos of the draft, in the order they will be shown, and the two ways to more. */
export function PhotoSection({
  draft,
  photos,
  known,
  title,
  least,
  remarks,
  flagged,
  onCapture,
  onChanged,
}: {
  draft: string;
  photos: readonly DraftPhoto[];
  /** Photos of the saved entry, also those of which this device has no copy. */
  known: readonly PhotoReference[];
  title: string;
  least: number;
  remarks: Remarks;
  /** Photos that the reviewer named. */
  flagged: ReadonlySet<string>;
  onCapture: (from: 'camera' | 'gallery') => void;
  /** The draft has to be on disk before its photos can be moved. */
  onChanged: () => Promise<boolean>;
}) {
  const field = { name: 'photos', label: words.title, ...(least > 0 && photos.length < least && { hint: words.least(least) }) };
  return (
    <GroupFrame field={field} remarks={remarks}>
      {photos.length > 0 && <PhotoRows draft={draft} photos={photos} known={known} title={title} flagged={flagged} onChanged={onChanged} />}
      <div className={style.pair}>
        <Button kind="plain" icon={<Camera />} onClick={() => onCapture('camera')}>
          {words.camera}
        </Button>
        <Button kind="plain" icon={<Images />} onClick={() => onCapture('gallery')}>
          {words.gallery}
        </Button>
      </div>
    </GroupFrame>
  );
}
