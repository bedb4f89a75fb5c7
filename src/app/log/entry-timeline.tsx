import { dayOf, formatDayShort, timeOf } from '../../domain/text.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useSendingFacts, type SendingFacts } from '../state/sending.tsx';
import style from './entry.module.css';

interface Fact {
  text: string;
  /** Null where only the fact is known, not its hour. */
  at: number | null;
}

/** What happened to this entry, each step only once it is a fact. */
export function EntryTimeline({ row }: { row: EntryRow }) {
  const facts = useSendingFacts();
  return (
    <section className="card">
      <h3>{readingMessages.entry.timeline}</h3>
      <ol className={style.timeline}>
        {factsOf(row, facts).map((fact) => (
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

function factsOf({ id, view, server, sync }: EntryRow, facts: SendingFacts | undefined): Fact[] {
  const words = readingMessages.entry;
  const { photos } = view;
  const photosLeft = Math.min(photos.length, facts?.photos.get(id) ?? 0);
  const review = view.review;
  const verdicts = { approve: words.approvedBy, return: words.returnedBy, reject: words.rejectedBy };
  const told: Fact[] = [
    { text: words.saved, at: view.createdAt },
    ...(server ? [{ text: words.sent, at: server.receivedAt }] : []),
    ...(server && photos.length > 0 ? [{ text: words.photosReceived(photos.length - photosLeft, photos.length), at: null }] : []),
    ...(review ? [{ text: verdicts[review.verdict](review.by.name), at: review.at }] : []),
    ...(review?.verdict === 'return' && server?.submittedAt && server.submittedAt > review.at
      ? [{ text: words.resubmitted, at: server.submittedAt }]
      : []),
    ...(view.status === 'void' ? [{ text: words.voided, at: view.updatedAt }] : []),
  ];
  return sync === 'pending' && server === null ? told.slice(0, 1) : told;
}
