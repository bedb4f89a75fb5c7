import { coOrganisersOf } from '../../domain/co-organisers.ts';
import type { Entry } from '../../domain/entry.ts';
import { occurredOn } from '../../domain/kinds/index.ts';
import {
  type ActStanding,
  decide,
  mayReadAs,
  type MutationType,
  type Refusal,
  type Relation,
  type Role,
  type Standing,
} from '../../domain/permission.ts';
import { addDays, type Day } from '../../domain/text.ts';
import type { Reader } from '../db/database.ts';
import { statement } from '../db/statement.ts';

/** One person's roles, as they are on `today`; ended ones too, for what an author still has to send. */
export interface Access {
  person: { id: string; username: string; name: string; demo: boolean };
  roles: readonly GrantedRole[];
  today: Day;
}

export interface GrantedRole {
  role: Role;
  unit: string;
  from: Day;
  to: Day | null;
}

/** Days for which an author may still send changes of a unit that they lost, or that their entry left (sync card 3.4). */
const authorGrace = 90;

export async function loadAccess(db: Reader, personId: string, today: Day): Promise<Access | null> {
  const rows = await selectPersonAndRoles(db, [{ person: personId }]);
  const [first] = rows;
  if (!first) return null;
  const { id, username, name, demo } = first;
  return { person: { id, username, name, demo: demo === 1 }, roles: rows.flatMap(readRole), today };
}

const selectPersonAndRoles = statement((db, [given]: readonly { person: string }[]) =>
  db
    .selectFrom('person')
    .leftJoin('granted_role', 'granted_role.person', 'person.id')
    .select(['person.id', 'person.username', 'person.name', 'person.demo'])
    .select(['granted_role.role', 'granted_role.unit', 'granted_role.from_day', 'granted_role.to_day'])
    .where('person.id', '=', given?.person ?? '')
    .orderBy('granted_role.unit')
    .orderBy('granted_role.role'),
);

/** A person without any role is one row without one. */
function readRole(row: { role: Role | null; unit: string | null; from_day: Day | null; to_day: Day | null }): GrantedRole[] {
  if (row.role === null || row.unit === null || row.from_day === null) return [];
  return [{ role: row.role, unit: row.unit, from: row.from_day, to: row.to_day }];
}

/** Units that the person has `role` in today. */
export function unitsAs(access: Access, role: Role): string[] {
  return [...new Set(access.roles.filter((each) => each.role === role && holdsOn(each, access.today)).map((each) => each.unit))];
}

/** Units routed to the person for review today. */
export async function routedUnits(db: Reader, access: Access): Promise<string[]> {
  const reviewing = unitsAs(access, 'reviewer');
  if (reviewing.length === 0) return [];
  const rows = await db
    .selectFrom('review_route')
    .select('unit')
    .distinct()
    .where('reviewer_unit', 'in', reviewing)
    .where('from_day', '<=', access.today)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', access.today)]))
    .orderBy('unit')
    .execute();
  return rows.map((row) => row.unit);
}

/** Whether an entry of `unit` on `day` is the person's to review; a route counts on the entry's day, not on today. */
export async function isRoutedTo(db: Reader, access: Access, place: { unit: string; day: Day }): Promise<boolean> {
  const reviewing = unitsAs(access, 'reviewer');
  if (reviewing.length === 0) return false;
  const day = place.day || access.today;
  const row = await db
    .selectFrom('review_route')
    .select('unit')
    .where('unit', '=', place.unit)
    .where('reviewer_unit', 'in', reviewing)
    .where('from_day', '<=', day)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', day)]))
    .executeTakeFirst();
  return row !== undefined;
}

export async function mayRead(db: Reader, access: Access, entry: Pick<Entry, 'unit' | 'kind' | 'values'>): Promise<boolean> {
  const own = unitsAs(access, 'reporter');
  if (own.includes(entry.unit) && mayReadAs('reporter', 'ownUnit')) return true;
  if (coOrganisersOf(entry).some((unit) => own.includes(unit)) && mayReadAs('reporter', 'coOrganiser')) return true;
  return mayReadAs('reviewer', 'routedReviewer') && isRoutedTo(db, access, { unit: entry.unit, day: occurredOn(entry) });
}

export interface Question {
  type: MutationType;
  unit: string;
  day: Day;
  status: Standing;
  isAuthor: boolean;
  isRouted: boolean;
  /** Units that the entry was moved out of, and on which day. */
  left: readonly { unit: string; on: Day }[];
}

/** Asks the permission table in every standing the person has towards the unit; one that allows is enough. */
export function mayChange(access: Access, question: Question): 'allowed' | Refusal {
  const answers = standings(access, question).map((standing) =>
    decide({ type: question.type, status: question.status, role: standing.role, relation: standing.relation }),
  );
  return (['allowed', 'locked', 'state', 'scope'] as const).find((answer) => answers.includes(answer)) ?? 'role';
}

function standings(access: Access, question: Question): { role: Role; relation: Relation }[] {
  return access.roles.flatMap((granted): { role: Role; relation: Relation }[] => {
    const valid = holdsOn(granted, access.today);
    if (granted.role === 'reporter') {
      if (granted.unit !== question.unit) {
        if (question.isAuthor && isLeftInGrace(granted, question.left, access.today)) return [{ role: 'reporter', relation: 'author' }];
        return valid ? [{ role: 'reporter', relation: 'none' }] : [];
      }
      if (valid) return [{ role: 'reporter', relation: question.isAuthor ? 'author' : 'ownUnit' }];
      return isInGrace(granted, access.today) ? graceStandings(granted, question) : [{ role: 'reporter', relation: 'none' }];
    }
    if (!valid) return [];
    if (granted.role === 'administrator') return [{ role: 'administrator', relation: 'none' }];
    // Nobody reviews what they wrote, whatever office they hold.
    if (question.isRouted) return [{ role: 'reviewer', relation: question.isAuthor ? 'author' : 'routedReviewer' }];
    return [{ role: 'reviewer', relation: 'none' }];
  });
}

/** Today's roles, towards something that `steward` keeps. */
export function standsOver(access: Access, steward: string): ActStanding[] {
  return access.roles
    .filter((granted) => holdsOn(granted, access.today))
    .map(({ role, unit }) => ({ role, relation: unit === steward ? 'steward' : 'none' }));
}

/** What was written on the phone while the unit was still theirs: own entries, and new ones of that time. */
function graceStandings(granted: GrantedRole, question: Question): { role: Role; relation: Relation }[] {
  if (question.isAuthor) return [{ role: 'reporter', relation: 'author' }];
  const ofThatTime = question.status === 'absent' && question.day !== '' && holdsOn(granted, question.day);
  return [{ role: 'reporter', relation: ofThatTime ? 'ownUnit' : 'none' }];
}

/** Their entry was moved away from where they wrote it, and what they had changed by then is still on its way. */
function isLeftInGrace(granted: GrantedRole, left: Question['left'], today: Day): boolean {
  return left.some(({ unit, on }) => unit === granted.unit && holdsOn(granted, on) && today <= addDays(on, authorGrace));
}

function holdsOn(granted: { from: Day; to: Day | null }, day: Day): boolean {
  return granted.from <= day && (granted.to === null || day <= granted.to);
}

function isInGrace(granted: GrantedRole, today: Day): boolean {
  return granted.to !== null && granted.to < today && today <= addDays(granted.to, authorGrace);
}
