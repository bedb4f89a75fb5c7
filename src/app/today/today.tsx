import type { ReactNode } from 'react';
import { kindHeads } from '../../domain/kinds/index.ts';
import { addDays, dayOf, formatDayLong } from '../../domain/text.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { isJoint } from '../state/joint.ts';
import { ownUnitNames, usePersonDocument } from '../state/person.tsx';
import { useTables } from '../state/use-tables.ts';
import { LinkButton } from '../ui/button.tsx';
import { Camera, KindIcon, ListChecks, Plus } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { DraftList } from './draft-list.tsx';
import { LoggedToday } from './logged-today.tsx';
import { ReturnedCard } from './returned-card.tsx';
import style from './today.module.css';

/**
 * The reporter's home: one button to log something, what was sent back, what is unfinished. The button comes first and
 * never moves; what needs a person stands right under it, above the `children`, which may ask for nothing today.
 */
export function Today({ urgent, children }: { urgent: ReactNode; children: ReactNode }) {
  const { db, now } = useDevice();
  const day = dayOf(now());
  const person = usePersonDocument();
  const units = ownUnitNames(person);
  const work = useTables([db.entries, db.drafts], () => readWork(db, day), [db, day]);
  // What others wrote is theirs to mend, and none of today's work here.
  const ours = (rows: readonly EntryRow[]): EntryRow[] => rows.filter((row) => !isJoint(row.view, person, day));

  return (
    <Screen title={messages.today.title}>
      <p className={style.date}>
        <span className="together">{formatDayLong(day)}</span>
        {units.length > 0 && ` · ${units.join(', ')}`}
      </p>
      <section className={style.log}>
        <LinkButton href="/new" kind="primary" big icon={<Plus />}>
          {messages.today.log}
        </LinkButton>
        <div className={style.kinds}>
          {kindHeads
            .filter((head) => head.shortcut)
            .map((head) => (
              <LinkButton key={head.id} href={`/new/${head.id}`} kind="plain" icon={<KindIcon icon={head.icon} />}>
                {head.label}
              </LinkButton>
            ))}
          <LinkButton href="/capture" kind="plain" icon={<Camera />}>
            {messages.today.capture}
          </LinkButton>
        </div>
      </section>
      {urgent}
      {work && <ReturnedCard rows={ours(work.returned)} />}
      {children}
      {work && <DraftList drafts={work.drafts} />}
      {work && <LoggedToday rows={ours(work.logged)} />}
      <LinkButton href="/plan" kind="plain" icon={<ListChecks />}>
        {messages.today.tasks}
      </LinkButton>
    </Screen>
  );
}

export async function readWork(db: LocalDatabase, day: string) {
  const [returned, drafts, recent] = await Promise.all([
    db.entries.where('marks').equals('returned').toArray(),
    db.drafts.toArray(),
    // An entry of today may tell of a day before: bounded by the index all the same.
    db.entries.where('occurredOn').between(addDays(day, -31), day, true, true).toArray(),
  ]);
  const mended = new Set(drafts.map((draft) => draft.id));
  return {
    returned: returned.sort((one, other) => (other.view.review?.at ?? 0) - (one.view.review?.at ?? 0)),
    drafts: drafts.filter((draft) => !returned.some((row) => row.id === draft.id)).sort((one, other) => other.updatedAt - one.updatedAt),
    logged: recent
      .filter((row) => dayOf(row.view.createdAt) === day && row.view.status !== 'void' && row.view.status !== 'returned')
      .filter((row) => !mended.has(row.id))
      .sort((one, other) => other.view.createdAt - one.view.createdAt),
  };
}
