import type { ReactNode } from 'react';
import { reviewMessages } from '../messages/vi.review.ts';
import { CloudUpload, GitCompareArrows, ImageOff, TriangleAlert } from '../ui/icon.tsx';
import style from './queue.module.css';
import type { ReviewFlag } from './review-flags.ts';

const icons: Record<ReviewFlag['type'], ReactNode> = {
  conflict: <GitCompareArrows size={18} />,
  double: <TriangleAlert size={18} />,
  usedAddress: <TriangleAlert size={18} />,
  usedPhoto: <ImageOff size={18} />,
  fewPhotos: <ImageOff size={18} />,
  photosOnTheWay: <CloudUpload size={18} />,
  photosUnreadable: <ImageOff size={18} />,
  attachmentsOnTheWay: <CloudUpload size={18} />,
  attachmentsUnreadable: <TriangleAlert size={18} />,
  unusual: <TriangleAlert size={18} />,
  resubmitted: <GitCompareArrows size={18} />,
};

/** What to look at first, each with icon and words. */
export function FlagBadges({ flags, isRefused, isSkipped }: { flags: readonly ReviewFlag[]; isRefused: boolean; isSkipped: boolean }) {
  if (flags.length === 0 && !isRefused && !isSkipped) return null;
  return (
    <span className={style.flags}>
      {isRefused && (
        <span className={`${style.flag} ${style.refused}`}>
          <TriangleAlert size={18} />
          {reviewMessages.flags.refused}
        </span>
      )}
      {flags.map((flag) => (
        <span key={flag.type} className={style.flag}>
          {icons[flag.type]}
          <span>{flagText(flag)}</span>
        </span>
      ))}
      {isSkipped && <span className={style.skipped}>{reviewMessages.flags.skipped}</span>}
    </span>
  );
}

function flagText(flag: ReviewFlag): string {
  const { flags } = reviewMessages;
  switch (flag.type) {
    case 'conflict':
      return flags.conflict(flag.labels.join(', '));
    case 'double':
      return flags.double;
    case 'usedAddress':
      return flags.usedAddress;
    case 'usedPhoto':
      return flags.usedPhoto;
    case 'fewPhotos':
      return flags.fewPhotos(flag.have, flag.least);
    case 'photosOnTheWay':
      return flags.photosOnTheWay(flag.stored, flag.total);
    case 'photosUnreadable':
      return flags.photosUnreadable(flag.count);
    case 'attachmentsOnTheWay':
      return flags.attachmentsOnTheWay(flag.stored, flag.total);
    case 'attachmentsUnreadable':
      return flags.attachmentsUnreadable(flag.count);
    case 'unusual':
      return flags.unusual(flag.labels.join(', '));
    case 'resubmitted':
      return flags.resubmitted;
  }
}
