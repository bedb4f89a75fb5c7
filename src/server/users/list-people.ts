import type { Day } from '../../domain/text.ts';
import type { ListedPerson } from '../../protocol/people.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reader } from '../db/database.ts';

interface Reading {
  catalogue: Catalogue;
  today: Day;
  now: number;
}

/** Everybody by username, one page. Offices that are over are left out. */
export async function listPeople(
  db: Reader,
  reading: Reading & { after: string; limit: number },
): Promise<{ people: ListedPerson[]; next: string | null }> {
  const rows = await selectPeople(db)
    .where('person.username', '>', reading.after)
    .orderBy('person.username')
    .limit(reading.limit + 1)
    .execute();
  const shown = rows.slice(0, reading.limit);
  return { people: await withRoles(db, shown, reading), next: rows.length > reading.limit ? (shown.at(-1)?.username ?? null) : null };
}

export async function readListed(db: Reader, id: string, reading: Reading): Promise<ListedPerson | null> {
  const rows = await selectPeople(db).where('person.id', '=', id).execute();
  return (await withRoles(db, rows, reading))[0] ?? null;
}

function selectPeople(db: Reader) {
  return db
    .selectFrom('person')
    .leftJoin('invitation', 'invitation.person', 'person.id')
    .select(['person.id', 'person.username', 'person.name', 'person.password_hash', 'invitation.expires_at']);
}

async function withRoles(
  db: Reader,
  rows: readonly { id: string; username: string; name: string; password_hash: string; expires_at: number | null }[],
  { catalogue, today, now }: Reading,
): Promise<ListedPerson[]> {
  if (rows.length === 0) return [];
  const grants = await db
    .selectFrom('granted_role')
    .selectAll()
    .where(
      'person',
      'in',
      rows.map((row) => row.id),
    )
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
    .orderBy('from_day')
    .orderBy('unit')
    .orderBy('role')
    .execute();
  const routed = await countRoutes(db, today);
  return rows.map(({ id, username, name, password_hash, expires_at }) => ({
    id,
    username,
    name,
    roles: grants
      .filter((grant) => grant.person === id)
      .map(({ role, unit, from_day, to_day }) => ({
        role,
        unit,
        unitName: catalogue.find(unit)?.name ?? unit,
        from: from_day,
        to: to_day,
        ...(role === 'reviewer' && { reviews: routed.get(unit) ?? 0 }),
      })),
    hasPassword: password_hash !== '',
    invitedUntil: expires_at !== null && expires_at > now ? expires_at : null,
  }));
}

async function countRoutes(db: Reader, today: Day): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('review_route')
    .select(['reviewer_unit', (select) => select.fn.count<number>('unit').distinct().as('units')])
    .where('from_day', '<=', today)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', today)]))
    .groupBy('reviewer_unit')
    .execute();
  return new Map(rows.map((row) => [row.reviewer_unit, row.units]));
}
