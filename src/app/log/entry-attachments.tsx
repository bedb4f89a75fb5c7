import { Suspense } from 'react';
import type { Entry } from '../../domain/entry.ts';
import type { PhotoRow } from '../../localdb/rows.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { lazyPart } from '../ui/lazy-part.tsx';

const AttachmentList = lazyPart(async () => (await import('../ui/attachment-list.tsx')).AttachmentList);

/** The files of an entry, from this device or from the server. */
export function EntryAttachments({ entry }: { entry: Entry }) {
  const { db } = useDevice();
  const { attachments = [] } = entry;
  const ids = attachments.map(({ id }) => id);
  const rows = useLiveQuery(() => db.photos.bulkGet(ids), [db, ids.join()]);
  if (attachments.length === 0) return null;
  return (
    <Suspense>
      <AttachmentList attachments={attachments} standingOf={(id) => standingOf(rows?.[ids.indexOf(id)])} />
    </Suspense>
  );
}

/** Of what another device sent, only the state may be known here, or nothing. */
function standingOf(row: PhotoRow | undefined) {
  if (row?.state === 'corrupt' || row?.state === 'failed') return { said: row.state, mayBeFetched: false };
  const isWaiting = row?.own === true && (row.state === 'ready' || row.state === 'declared');
  return { ...(isWaiting && { said: 'waiting' as const }), mayBeFetched: true };
}
