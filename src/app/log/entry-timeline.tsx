import { useLiveQuery } from 'dexie-react-hooks';
import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import style from './entry.module.css';

interface Fact {
  text: string;
  /** Null where only the fact is known, not its hour. */
  at: number | null;
}

/** What happened to this entry, each step only once it is a fact. */
export function EntryTimeline({ row }: { row: EntryRow }) {
  const { db } = useDevice();
  const storedPhotos = useLiveQuery(
    () =>
      db.photos
        .where('entry')
        .equals(row.id)
        .filter((photo) => photo.state === 'stored')
        .primaryKeys(),
    [db, row.id],
  );
  return (
    <section className="card">
      <h3>{readingMessages.entry.timeline}</h3>
      <ol className={style.timeline}>
        {factsOf(row, new Set(storedPhotos)).map((fact) => (
          <li key={`${fact.text}${fact.at}`}>
            <span>{fact.text}</span>
            {fact.at !== null && (
              <span className="together">
                {timeOf(fact.at)} {formatDayShort(dayOf(fact.at))}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A photo counts once the server's word that it is whole has come; of older entries this device may never have been told. */
function factsOf({ view, server, sync }: EntryRow, stored: ReadonlySet<string>): Fact[] {
  const words = readingMessages.entry;
  const { photos } = view;
  const received = photos.filter((photo) => stored.has(photo.id)).length;
  const review = view.review;
  const verdicts = { approve: words.approvedBy, return: words.returnedBy, reject: words.rejectedBy };
  const told: Fact[] = [
    { text: words.saved, at: view.createdAt },
    ...(server ? [{ text: words.sent, at: server.receivedAt }] : []),
    ...(server && received > 0 ? [{ text: words.photosReceived(received, photos.length), at: null }] : []),
    ...(review ? [{ text: verdicts[review.verdict](review.by.name), at: review.at }] : []),
    ...(review?.verdict === 'return' && server?.submittedAt && server.submittedAt > review.at
      ? [{ text: words.resubmitted, at: server.submittedAt }]
      : []),
    ...(view.status === 'void' ? [{ text: words.voided, at: view.updatedAt }] : []),
  ];
  return sync === 'pending' && server === null ? told.slice(0, 1) : told;
}
