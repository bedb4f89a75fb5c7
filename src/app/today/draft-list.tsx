import { Link } from 'wouter';
import { kindHead } from '../../domain/kinds/index.ts';
import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Chip } from '../ui/chip.tsx';
import { Images, KindIcon } from '../ui/icon.tsx';
import { PhotoThumbnail } from '../ui/photo-image.tsx';
import style from './today.module.css';

/** Forms that were left before they were saved, each with its photos. */
export function DraftList({ drafts }: { drafts: DraftRow[] }) {
  if (drafts.length === 0) return null;
  return (
    <section className={style.section}>
      <h2>{messages.today.drafts}</h2>
      <ul className="list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <DraftItem draft={draft} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DraftItem({ draft }: { draft: DraftRow }) {
  const { now } = useDevice();
  const head = draft.kind === null ? undefined : kindHead(draft.kind);
  const title = draft.input['title'];
  const photos = draft.photos.length > 0 ? messages.today.photosToLog(draft.photos.length) : '';
  const facts = [head?.label, head ? photos : '', messages.today.savedAt(when(draft.updatedAt, now()))].filter(Boolean);
  return (
    <Link href={`/draft/${draft.id}`} className={style.draft}>
      <FirstPhoto draft={draft} />
      <span className={style.words}>
        <b>{typeof title === 'string' && title.trim() ? title : head ? messages.today.untitled : photos || messages.today.noKind}</b>
        <span className="quiet">{facts.join(' · ')}</span>
      </span>
      <Chip state="draft" />
    </Link>
  );
}

function FirstPhoto({ draft }: { draft: DraftRow }) {
  const { db } = useDevice();
  const first = draft.photos[0];
  const thumbnail = useLiveQuery(async () => (first ? (await db.photos.get(first))?.thumbnail : null), [db, first]);
  const head = draft.kind === null ? undefined : kindHead(draft.kind);
  return (
    <span className={style.picture} aria-hidden="true">
      {thumbnail ? <PhotoThumbnail bytes={thumbnail} alt="" /> : head ? <KindIcon icon={head.icon} /> : <Images />}
      {draft.photos.length > 1 && <span className={style.count}>{draft.photos.length}</span>}
    </span>
  );
}

function when(instant: number, now: number): string {
  return dayOf(instant) === dayOf(now) ? timeOf(instant) : `${timeOf(instant)} ${formatDayShort(dayOf(instant))}`;
}
