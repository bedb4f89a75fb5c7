import { useCallback } from 'react';
import { dayOf, formatInstant } from '../../domain/text.ts';
import { readNames } from '../../localdb/names.ts';
import { EntryHistory } from '../ui/entry-history.tsx';
import { reviewMessages } from '../messages/vi.review.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { FlagBadges } from './flag-badges.tsx';
import { ItemAttachments } from './item-attachments.tsx';
import { ItemChanges } from './item-changes.tsx';
import { ItemDoubles } from './item-doubles.tsx';
import { ItemPhotos } from './item-photos.tsx';
import style from './item.module.css';
import type { ItemReview } from './use-item-review.ts';
import type { QueueItem } from './use-queue.ts';
import { detailLines, type UnitName } from '../ui/detail-lines.ts';
import { LineText } from '../ui/line-text.tsx';

/** Everything that is decided upon, from its heading to what was said about it. */
export function ItemBody({ review, isRefused }: { review: ItemReview; isRefused: boolean }) {
  const { shown } = review;
  const { entry, unitName: ownUnit } = shown.row;
  const unitName = useUnitName();
  return (
    <div className={style.body}>
      <div>
        <h2 id="review-item">{shown.title}</h2>
        <p className="quiet">
          {ownUnit} · <span className="together">{shown.day}</span>
          {shown.figure && (
            <>
              {' · '}
              <span className="together">{shown.figure}</span>
            </>
          )}
          {' · '}
          {entry.author.name}
        </p>
      </div>
      <FlagBadges flags={shown.flags} isRefused={isRefused} isSkipped={false} />
      <ItemDoubles item={shown} />
      <ItemChanges item={shown} unitName={unitName} />
      <ItemPhotos item={shown} />
      <ItemAttachments item={shown} />
      {shown.kind ? <ItemFields item={shown} unitName={unitName} /> : <p className={style.blocked}>{reviewMessages.unknownKind}</p>}
      <ItemTimes item={shown} />
      <ItemComments item={shown} />
      {/* Read for one entry, it is closed for the next. */}
      {shown.kind && <EntryHistory key={entry.id} id={entry.id} kind={shown.kind} unitName={unitName} />}
    </div>
  );
}

function ItemFields({ item, unitName }: { item: QueueItem; unitName: UnitName }) {
  const { now } = useDevice();
  if (!item.kind) return null;
  return (
    <dl className={style.fields}>
      {detailLines(item.kind, item.row.entry.values, { today: dayOf(now()), unitName }).map((line) => (
        <div key={line.field}>
          <dt>{line.label}</dt>
          <dd>
            {line.texts.map((text) => (
              <span key={text}>
                <LineText text={text} href={line.href} />
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ItemTimes({ item }: { item: QueueItem }) {
  const { entry } = item.row;
  const { facts } = reviewMessages;
  const lines = [
    [facts.by, entry.author.name],
    [facts.written, formatInstant(entry.createdAt)],
    [facts.received, formatInstant(entry.receivedAt)],
    ...(entry.submittedAt !== null && entry.submittedAt !== entry.receivedAt ? [[facts.submitted, formatInstant(entry.submittedAt)]] : []),
  ];
  return (
    <dl className={`${style.fields} ${style.times}`}>
      {lines.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function ItemComments({ item }: { item: QueueItem }) {
  const { comments } = item.row.entry;
  if (comments.length === 0) return null;
  return (
    <div>
      <h3>{reviewMessages.comments}</h3>
      <ul className={style.lines}>
        {comments.map((comment) => (
          <li key={comment.id}>
            <span className="quiet">
              {comment.by.name}, {formatInstant(comment.at)}
            </span>
            <br />
            {comment.text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useUnitName(): UnitName {
  const { db } = useDevice();
  const names = useLiveQuery(() => readNames(db), [db]);
  return useCallback((key) => names?.get(key) ?? key, [names]);
}
