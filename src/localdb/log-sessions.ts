import { type FieldValues, type Kind } from '../domain/kinds/field.ts';
import {
  endOf,
  exceptionFor,
  heldSession,
  logs,
  type SaidOfSession,
  type Schedule,
  type Session,
  sessionStandings,
  type SessionStanding,
  valuesOfSession,
} from '../domain/schedule.ts';
import { addDays, type Day } from '../domain/text.ts';
import { servedOn, type Unit } from '../domain/unit.ts';
import { appendMutation, mutationTables } from './append-mutation.ts';
import type { LocalDatabase } from './database.ts';
import { newIdentifier } from './identifier.ts';
import { changeExceptions } from './schedules.ts';

/** A session takes at most a day of the entry that logs it; an entry may tell of many. */
const longestEntry = 31;

export async function readStandings(
  db: LocalDatabase,
  plan: { schedule: Schedule; kind: Kind },
  span: { from: Day; to: Day },
  now: number,
): Promise<SessionStanding[]> {
  return sessionStandings(plan, span, await entriesAround(db, span), now);
}

async function entriesAround(db: LocalDatabase, span: { from: Day; to: Day }) {
  const rows = await db.entries.where('occurredOn').between(addDays(span.from, -longestEntry), span.to, true, true).toArray();
  return rows.map((row) => row.view);
}

export interface LoggedSessions {
  entries: string[];
  exceptions: string[];
  schedule: Pick<Schedule, 'unit' | 'kind'>;
}

/**
 * "Ghi cả n buổi": each session becomes a complete entry with a change of its own, what was not held or held at another hour
 * becomes an exception, and all of it is on disk together or not at all. What is logged already is not logged again.
 */
export async function logSessions(
  db: LocalDatabase,
  { schedule, kind, unit }: { schedule: Schedule; kind: Kind; unit: Unit },
  said: readonly SaidOfSession[],
  now: number,
): Promise<LoggedSessions> {
  return db.transaction('rw', mutationTables(db), async () => {
    const days = said.map(({ session }) => session.day).sort();
    const known = await entriesAround(db, { from: days[0] ?? '', to: days.at(-1) ?? '' });
    const isNew = (session: Session): boolean => !known.some((entry) => logs(entry, { schedule, kind }, session));
    const news = said.filter(({ session }) => isNew(session));
    const entries: string[] = [];
    for (const each of news) {
      const session = heldSession(each);
      if (!session || !isNew(session)) continue;
      // Put off to an hour that is still to come: there is nothing to tell yet.
      if (session.time !== each.session.time && endOf(session, kind) > now) continue;
      const id = newIdentifier(now);
      const set: FieldValues = valuesOfSession(kind, session, servedOn(unit, session.day));
      await appendMutation(db, { type: 'new', id, unit: schedule.unit, kind: schedule.kind, set, submit: true }, { at: now });
      entries.push(id);
    }
    const added = news.flatMap((each) => exceptionFor(each, () => newIdentifier(now)) ?? []);
    if (added.length > 0) await changeExceptions(db, schedule, { added, removed: [] });
    return { entries, exceptions: added.map((each) => each.id), schedule };
  });
}

/** Takes back one tap, whole: a `void` for each entry, and what was left out is asked for again. */
export async function unlogSessions(db: LocalDatabase, logged: LoggedSessions, now: number): Promise<void> {
  await db.transaction('rw', mutationTables(db), async () => {
    for (const id of logged.entries) {
      const row = await db.entries.get(id);
      if (row && row.view.status !== 'void') await appendMutation(db, { type: 'void', id }, { at: now });
    }
    if (logged.exceptions.length > 0) await changeExceptions(db, logged.schedule, { added: [], removed: logged.exceptions });
  });
}
