import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import { covers } from '../../domain/covers.ts';
import type { Entry } from '../../domain/entry.ts';
import { identifier } from '../../protocol/entry.ts';
import type { HeldChange, HeldPage, HeldQuery } from '../../protocol/held.ts';
import type { HeldReason } from '../../protocol/mutation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Database, Reader } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { erasedBody } from '../erasure/stored-erasures.ts';
import { type Access, unitsAs } from '../users/access.ts';
import { deviceLetters, fingerprint } from './device-letters.ts';
import { isReadable } from './readable.ts';
import { readSent } from './sent-values.ts';

/** What was not taken, newest first; null for who asks about units and reviews none. */
export async function readHeldPage(
  parts: { database: Database; catalogue: Catalogue },
  access: Access,
  query: HeldQuery,
): Promise<HeldPage | null> {
  if (query.whose === 'units' && unitsAs(access, 'reviewer').length === 0) return null;
  return parts.database.read(async (tx) => {
    const listed = heldOf(tx, access, query);
    const after = await findPlace(listed, query.after);
    const { total } = await listed.select((select) => select.fn.countAll<number | string>().as('total')).executeTakeFirstOrThrow();
    const mended = await findMended(listed);
    const readPage = (place: Place | null) =>
      listed
        .innerJoin('person', 'person.id', 'mutation.person')
        .innerJoin('replica', 'replica.id', 'mutation.replica')
        .select('replica.public_key')
        .select(['mutation.unit', 'mutation.replica', 'mutation.n', 'mutation.entry', 'mutation.type', 'mutation.body'])
        .select(['mutation.reason', 'mutation.field', 'mutation.made_at', 'mutation.received_at', 'person.name'])
        .select((select) => isDismissed(select).as('is_dismissed'))
        .$if(place !== null, (select) => select.where((where) => comesAfter(where, place ?? start)))
        .orderBy('mutation.received_at', 'desc')
        .orderBy('mutation.n', 'desc')
        .orderBy('mutation.replica')
        .limit(query.limit)
        .execute();
    const rows: Awaited<ReturnType<typeof readPage>> = [];
    let page = await readPage(after);
    while (page.length > 0) {
      const wanted = page.filter((row) => query.state === 'all' || !mended.has(nameOf(row)));
      rows.push(...wanted.slice(0, query.limit - rows.length));
      const last = page.at(-1);
      page = last && page.length === query.limit && rows.length < query.limit ? await readPage(last) : [];
    }
    const entries = await readEntries(
      tx,
      access,
      rows.map((row) => row.entry),
    );
    const changes = rows.map((row): HeldChange => {
      const entry = entries.get(row.entry) ?? null;
      const { values, ...sent } = readSent(JSON.parse(row.body), entry);
      return {
        id: placeOf(row),
        at: row.received_at,
        madeAt: row.made_at,
        by: row.name,
        device: deviceLetters({ id: row.replica, public_key: row.public_key }),
        unitName: parts.catalogue.find(row.unit)?.name ?? row.unit,
        type: row.type,
        reason: row.reason as HeldReason,
        field: row.field,
        entry: entry && { id: entry.id, status: entry.status },
        ...sent,
        sent: values,
        state: row.is_dismissed ? 'dismissed' : mended.has(nameOf(row)) ? 'mended' : 'open',
      };
    });
    const last = rows.at(-1);
    return {
      changes,
      total: Number(total) - (query.state === 'open' ? mended.size : 0),
      next: last && rows.length === query.limit ? placeOf(last) : null,
    };
  });
}

type OnHeld = ExpressionBuilder<Tables, 'mutation'>;
type Condition = ExpressionWrapper<Tables, 'mutation', SqlBool>;

function heldOf(db: Reader, access: Access, query: HeldQuery) {
  return (
    db
      .selectFrom('mutation')
      // As a constant, so that the indexes of refused changes serve.
      .where('mutation.outcome', '=', sql.lit('held'))
      // What gives up another one is no news of its own.
      .where('mutation.type', '!=', 'dismiss')
      // Of an erased entry there is nothing left to be told.
      .where('mutation.body', '!=', erasedBody)
      .where((where) => (query.whose === 'own' ? where.and([where('mutation.person', '=', access.person.id)]) : isInCharge(where, access)))
      .$if(query.state === 'open', (select) => select.where((where) => where.not(isDismissed(where))))
  );
}

/** What concerns the units that the person reviews, but for their own: they have those on their devices. */
function isInCharge(where: OnHeld, access: Access): Condition {
  const reviewing = unitsAs(access, 'reviewer');
  const everRouted = where.selectFrom('review_route').select('review_route.unit').where('review_route.reviewer_unit', 'in', reviewing);
  const hasDatedEntry = where.exists(
    where
      .selectFrom('entry')
      .select('entry.id')
      .whereRef('entry.unit', '=', 'mutation.unit')
      .whereRef('entry.id', '=', 'mutation.entry')
      .where('entry.occurred_on', '!=', ''),
  );
  return where.and([
    where('mutation.person', '!=', access.person.id),
    where.or([
      where.and([
        where('mutation.unit', 'in', everRouted),
        where.or([isOfRoutedEntry(where, reviewing), where.and([where.not(hasDatedEntry), isOfRoutedUnit(where, access)])]),
      ]),
      where.and([where('mutation.unit', '=', ''), isOfRoutedAuthor(where, access)]),
    ]),
  ]);
}

/** As the entry itself: by the route of its day. */
function isOfRoutedEntry(where: OnHeld, reviewing: readonly string[]): Condition {
  return where.exists(
    where
      .selectFrom('entry')
      .innerJoin('review_route', 'review_route.unit', 'entry.unit')
      .select('entry.id')
      .whereRef('entry.unit', '=', 'mutation.unit')
      .whereRef('entry.id', '=', 'mutation.entry')
      .where('review_route.reviewer_unit', 'in', reviewing)
      .whereRef('review_route.from_day', '<=', 'entry.occurred_on')
      .where((route) =>
        route.or([route('review_route.to_day', 'is', null), route('review_route.to_day', '>=', route.ref('entry.occurred_on'))]),
      ),
  );
}

/** Of what has no day: by today's route, or the last one that the unit had. */
function isOfRoutedUnit(where: OnHeld, access: Access): Condition {
  return where.exists(
    where
      .selectFrom('review_route as route')
      .select('route.unit')
      .whereRef('route.unit', '=', 'mutation.unit')
      .where('route.reviewer_unit', 'in', unitsAs(access, 'reviewer'))
      .where('route.from_day', '<=', access.today)
      .where((ends) =>
        ends.or([
          ends('route.to_day', 'is', null),
          ends('route.to_day', '>=', access.today),
          ends.not(
            ends.exists(
              ends
                .selectFrom('review_route as later')
                .select('later.unit')
                .whereRef('later.unit', '=', 'route.unit')
                .where((day) => day.or([day('later.to_day', 'is', null), day('later.to_day', '>', day.ref('route.to_day'))])),
            ),
          ),
        ]),
      ),
  );
}

/** Nobody knows which unit it was meant for: it concerns who reviews its author's. */
function isOfRoutedAuthor(where: OnHeld, access: Access): Condition {
  return where.exists(
    where
      .selectFrom('granted_role as grant')
      .innerJoin('review_route as route', 'route.unit', 'grant.unit')
      .select('grant.unit')
      .whereRef('grant.person', '=', 'mutation.person')
      .where('grant.role', '=', 'reporter')
      .where('route.reviewer_unit', 'in', unitsAs(access, 'reviewer'))
      .where('route.from_day', '<=', access.today)
      .where((ends) => ends.or([ends('route.to_day', 'is', null), ends('route.to_day', '>=', access.today)]))
      .where((ends) => ends.or([ends('grant.to_day', 'is', null), ends('grant.to_day', '>=', access.today)])),
  );
}

function isDismissed(where: OnHeld): Condition {
  return where.exists(
    where
      .selectFrom('mutation as later')
      .select('later.n')
      .whereRef('later.unit', '=', 'mutation.unit')
      .whereRef('later.entry', '=', 'mutation.entry')
      .where('later.type', '=', 'dismiss')
      .where('later.outcome', '=', 'ok')
      // A body is kept as this program writes JSON; an underscore of a replica stands for any letter here, and does no harm.
      .where('later.body', 'like', sql<string>`'%"held":["' || mutation.replica || '",' || mutation.n || ']%'`),
  );
}

/**
 * Of those listed, the ones that a later change of the same person was taken for, from whichever of their devices. The
 * device that was refused forgets by the same rule, which no database could be asked.
 */
async function findMended(listed: ReturnType<typeof heldOf>): Promise<ReadonlySet<string>> {
  const pairs = await listed
    // What came before its entry stands under no unit.
    .leftJoin('entry as known', (join) => join.onRef('known.id', '=', 'mutation.entry').on('mutation.unit', '=', ''))
    .innerJoin('mutation as later', (join) =>
      join
        .on((on) => on('later.unit', '=', on.fn.coalesce('known.unit', 'mutation.unit')))
        .onRef('later.entry', '=', 'mutation.entry')
        .onRef('later.person', '=', 'mutation.person'),
    )
    .select(['mutation.replica', 'mutation.n', 'mutation.body', 'later.body as later_body'])
    .where('later.outcome', 'in', ['ok', 'merged'])
    .where('later.type', '!=', 'dismiss')
    .where((time) =>
      time.or([
        time('later.received_at', '>', time.ref('mutation.received_at')),
        time.and([time('later.replica', '=', time.ref('mutation.replica')), time('later.n', '>', time.ref('mutation.n'))]),
      ]),
    )
    .execute();
  return new Set(pairs.filter((pair) => covers(objectIn(pair.later_body), objectIn(pair.body))).map(nameOf));
}

function nameOf({ replica, n }: { replica: string; n: number }): string {
  return `${replica} ${n}`;
}

function objectIn(body: string): object {
  const parsed: unknown = JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}

interface Place {
  received_at: number;
  n: number;
  replica: string;
}

const start: Place = { received_at: 0, n: 0, replica: '' };

function placeOf({ received_at, n, replica }: Place): string {
  return `${received_at}-${n}-${fingerprint(replica)}`;
}

/** The row that a page ended with: a page's address does not name its replica. */
async function findPlace(listed: ReturnType<typeof heldOf>, address: string | undefined): Promise<Place | null> {
  const [, at, n, print] = /^(\d{1,15})-(\d{1,15})-([0-9a-f]{16})$/.exec(address ?? '') ?? [];
  if (at === undefined || n === undefined || print === undefined) return null;
  const rows = await listed
    .select('mutation.replica')
    .where('mutation.received_at', '=', Number(at))
    .where('mutation.n', '=', Number(n))
    .execute();
  const replica = rows.map((row) => row.replica).find((each) => fingerprint(each) === print);
  return { received_at: Number(at), n: Number(n), replica: replica ?? '' };
}

function comesAfter(where: OnHeld, place: Place): Condition {
  return where.or([
    where('mutation.received_at', '<', place.received_at),
    where.and([where('mutation.received_at', '=', place.received_at), where('mutation.n', '<', place.n)]),
    where.and([
      where('mutation.received_at', '=', place.received_at),
      where('mutation.n', '=', place.n),
      where('mutation.replica', '>', place.replica),
    ]),
  ]);
}

/** Only those that the person may read: a refused change opens no entry. */
async function readEntries(db: Reader, access: Access, named: readonly string[]): Promise<Map<string, Entry>> {
  const ids = [...new Set(named)].filter((id) => identifier.safeParse(id).success);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('entry')
    .select(['id', 'document'])
    .where('id', 'in', ids)
    .where((where) => isReadable(where, access))
    .execute();
  return new Map(rows.map((row) => [row.id, JSON.parse(row.document) as Entry]));
}
