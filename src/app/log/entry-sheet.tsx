import { kindHead } from '../../domain/kinds/index.ts';
import { formatDayLong } from '../../domain/text.ts';
import { readNames } from '../../localdb/names.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { messages } from '../messages/vi.ts';
import { useDevice, useSyncProgress } from '../state/device.tsx';
import { chipOf } from '../state/entry-chip.ts';
import { useIsJoint } from '../state/joint.ts';
import { mayDo, usePersonDocument } from '../state/person.tsx';
import { useSendingFacts } from '../state/sending.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { Chip } from '../ui/chip.tsx';
import { KindIcon } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { titleOf } from '../ui/entry-row.tsx';
import { ConflictCards } from './conflict-cards.tsx';
import { EntryActions } from './entry-actions.tsx';
import { EntryAttachments } from './entry-attachments.tsx';
import { EntryFields } from './entry-fields.tsx';
import { EntryHistory } from '../ui/entry-history.tsx';
import { EntryPhotos } from './entry-photos.tsx';
import { EntryProblems } from './entry-problems.tsx';
import { EntryTimeline } from './entry-timeline.tsx';
import style from './entry.module.css';
import { standingSentence } from './standing-sentence.ts';
import { useKind } from './use-kind.ts';

/** An entry to be read: how it stands, what it says, how it came here, and what may be done. */
export function EntrySheet({ row, unitName }: { row: EntryRow; unitName: string | undefined }) {
  const { db } = useDevice();
  const facts = useSendingFacts();
  const { phase } = useSyncProgress();
  const chip = chipOf(row, facts, phase);
  const entry = row.view;
  const head = kindHead(entry.kind);
  const kind = useKind(entry.kind);
  const isJoint = useIsJoint();
  const person = usePersonDocument();
  const names = useLiveQuery(() => readNames(db), [db]);
  const nameOf = (key: string): string => names?.get(key) ?? key;

  return (
    <Screen title={head?.label ?? readingMessages.entry.title} back>
      <header className={style.head}>
        <h2>
          {head && <KindIcon icon={head.icon} />}
          <span>{titleOf(entry)}</span>
        </h2>
        <p className="quiet">
          {row.occurredOn && <span className="together">{formatDayLong(row.occurredOn)}</span>} · {unitName ?? names?.get(entry.unit) ?? ''}
        </p>
        {isJoint(entry) && <p>{readingMessages.entry.joint(unitName ?? nameOf(entry.unit))}</p>}
        <p className={style.standing}>
          <Chip {...chip} />
          <span>
            {standingSentence(chip.state, {
              places: new Set(entry.conflicts.map(({ field }) => field)).size,
              mayChoose: mayDo('resolve', entry, person),
            })}
          </span>
        </p>
      </header>
      <EntryProblems row={row} />
      {kind && <ConflictCards entry={entry} kind={kind} unitName={nameOf} />}
      {entry.review?.remark && (
        <blockquote className={`card ${entry.status === 'returned' || entry.status === 'rejected' ? style.returned : ''}`}>
          <h3>{readingMessages.entry.remark}</h3>
          <p>{messages.today.quoted(entry.review.remark)}</p>
          <p className="quiet">{entry.review.by.name}</p>
        </blockquote>
      )}
      <EntryPhotos entry={entry} />
      <EntryAttachments entry={entry} />
      {kind && <EntryFields entry={entry} kind={kind} unitName={nameOf} />}
      <EntryTimeline row={row} />
      {kind && row.server && <EntryHistory id={row.id} kind={kind} unitName={nameOf} />}
      <EntryActions row={row} />
    </Screen>
  );
}
