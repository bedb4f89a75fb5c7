import { readReviewDraft } from '../../localdb/review-drafts.ts';
import { reviewMessages } from '../messages/vi.review.ts';
import { unitMessages } from '../messages/vi.units.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeysHelp } from './keys-help.tsx';
import { PhotoViewer } from './photo-viewer.tsx';
import { MoveForm } from './move-form.tsx';
import { ReturnForm } from './return-form.tsx';
import { openDialog, useReviewView } from './review-view.ts';
import type { ItemReview } from './use-item-review.ts';

/** What opens over an item: the return, a photo in full, the table of keys. */
export function ItemDialogs({ review }: { review: ItemReview }) {
  const { db } = useDevice();
  const open = useReviewView((view) => view.open);
  const { id } = review.shown;
  // Read with the item: the form looks for its focus the moment it opens.
  const draft = useLiveQuery(() => readReviewDraft(db, id), [db, id]);
  const total = review.shown.row.entry.photos.length;
  const place = open?.type === 'photos' ? open.place : 0;
  return (
    <>
      <Dialog title={reviewMessages.dialog.title} open={open?.type === 'return'} onClose={close}>
        <ReturnForm review={review} draft={draft ?? null} onCancel={close} />
      </Dialog>
      <Dialog title={unitMessages.moveEntry.title} open={open?.type === 'move'} onClose={close}>
        <MoveForm review={review} onCancel={close} />
      </Dialog>
      <Dialog title={reviewMessages.photos.viewer(place + 1, total)} open={open?.type === 'photos'} onClose={close} full>
        <PhotoViewer item={review.shown} place={place} />
      </Dialog>
      <Dialog title={reviewMessages.keys.title} open={open?.type === 'keys'} onClose={close}>
        <KeysHelp />
      </Dialog>
    </>
  );
}

function close(): void {
  openDialog(null);
}
