import { Suspense } from 'react';
import { lazyPart } from '../ui/lazy-part.tsx';
import type { QueueItem } from './use-queue.ts';

const AttachmentList = lazyPart(async () => (await import('../ui/attachment-list.tsx')).AttachmentList);

/** The files beside the photos; only what the server holds whole may be taken. */
export function ItemAttachments({ item }: { item: QueueItem }) {
  const { attachments = [] } = item.row.entry;
  if (attachments.length === 0) return null;
  const states = new Map(item.row.photos);
  return (
    <Suspense>
      <AttachmentList attachments={attachments} standingOf={(id) => standingOf(states.get(id))} />
    </Suspense>
  );
}

function standingOf(state: QueueItem['row']['photos'][number][1] | undefined) {
  if (state === 'stored') return { mayBeFetched: true };
  return { said: state === 'failed' ? ('failed' as const) : ('onTheWay' as const), mayBeFetched: false };
}
