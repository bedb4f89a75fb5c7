import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import style from './entry.module.css';

interface Fact {
  text: string;
  /** Null where only the fact is known, not its hour. */
  at: number | null;
}

/** What happened to this entry, each step only once it is a fact. */
export function EntryTimeline({ row }: { row: EntryRow }) {
  const { db } = useDevice();
  const storedAt = useLiveQuery(async () => {
    const photos = await db.photos.where('entry').equals(row.id).toArray();
    return new Map(photos.filter((photo) => photo.state === 'stored').map((photo) => [photo.id, photo.storedAt ?? null]));
  }, [db, row.id]);
  return (
    <section className="card">
      <h3>{readingMessages.entry.timeline}</h3>
      <ol className={style.timeline}>
        {factsOf(row, storedAt ?? new Map()).map((fact) => (
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

/** A photo or an attachment counts once the server's word that it is whole has come; of older entries this device may never have been told. */
function factsOf({ view, server, sync }: EntryRow, storedAt: ReadonlyMap<string, number | null>): Fact[] {
  const words = readingMessages.entry;
  const received = (files: readonly { id: string }[], text: (done: number, all: number) => string): Fact[] => {
    const done = files.filter(({ id }) => storedAt.has(id)).length;
    // Only the phone that sent them was told when each one was whole.
    const hours = files.map(({ id }) => storedAt.get(id) ?? null);
    return server && done > 0 ? [{ text: text(done, files.length), at: hours.includes(null) ? null : Math.max(...hours.map(Number)) }] : [];
  };
  const review = view.review;
  const verdicts = { approve: words.approvedBy, return: words.returnedBy, reject: words.rejectedBy };
  const told: Fact[] = [
    { text: words.saved, at: view.createdAt },
    ...(server ? [{ text: words.sent, at: server.receivedAt }] : []),
    ...received(view.photos, words.photosReceived),
    ...received(view.attachments ?? [], words.attachmentsReceived),
    ...(review ? [{ text: verdicts[review.verdict](review.by.name), at: review.at }] : []),
    ...(review?.verdict === 'return' && server?.submittedAt && server.submittedAt > review.at
      ? [{ text: words.resubmitted, at: server.submittedAt }]
      : []),
    ...(view.status === 'void' ? [{ text: words.voided, at: view.updatedAt }] : []),
  ];
  return sync === 'pending' && server === null ? told.slice(0, 1) : told;
}
