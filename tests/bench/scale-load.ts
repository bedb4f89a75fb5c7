import type { Client } from 'pg';

/** Copies of one real entry under new ids, over the units of a country: the history and the feed with them. */
export async function loadEntries(client: Client, template: string, range: { from: number; to: number }): Promise<void> {
  await client.query('set synchronous_commit = off');
  await client.query(
    `create temporary table made as
     select nth, lpad(to_hex(nth), 12, '0') as tail, coalesce(real.unit, 'x' || nth % $3 || '@2025-07-01') as unit
     from generate_series($1::int, $2::int) as nth
     left join (select unit, row_number() over (order by unit) - 1 as place
                from (select distinct unit from granted_role) as granted) as real on real.place = nth % $3
     order by 3, 1`,
    [range.from, range.to - 1, unitCount],
  );
  const id = `'00000000-0000-7000-8000-' || made.tail`;
  await client.query(
    `insert into entry (unit, id, kind, revision, status, occurred_on, document, writers, author, received_at, submitted_at, updated_at)
     select made.unit, ${id}, kind, revision, case when nth % 50 = 0 then 'submitted' else 'approved' end, occurred_on,
       replace(replace(document, $1, ${id}), entry.unit, made.unit), writers, author, received_at + nth, submitted_at + nth, updated_at + nth
     from made cross join entry where entry.id = $1`,
    [template],
  );
  await client.query(
    `insert into mutation (unit, replica, n, entry, type, body, outcome, revision, difference, person, made_at, estimated_at, received_at)
     select made.unit, replica, made.nth + 1000, ${id}, type, '{}', outcome, revision, '{}', person, made_at, estimated_at, received_at + made.nth
     from made cross join mutation where entry = $1`,
    [template],
  );
  await client.query(
    `insert into receipt (replica, n, hash, outcome, revision)
     select replica, made.nth + 1000, hash, outcome, revision
     from made cross join receipt where (replica, n) = (select replica, n from mutation where entry = $1)`,
    [template],
  );
  await client.query(
    `insert into feed (unit, kind, id, sequence, operation)
     select made.unit, 'entry', ${id}, coalesce(scope_head.sequence, 0) + row_number() over (partition by made.unit order by nth), 'put'
     from made left join scope_head on scope_head.unit = made.unit`,
  );
  await client.query(
    `insert into scope_head (unit, sequence) select unit, max(sequence) from feed where kind = 'entry' group by unit
     on conflict (unit) do update set sequence = greatest(scope_head.sequence, excluded.sequence)`,
  );
  await client.query(
    `insert into fact (unit, entry, indicator, week, month, year, task, together, approved, pending)
     select made.unit, ${id}, indicator, week, month, year, task, together,
       case when nth % 50 = 0 then 0 else approved + pending end, case when nth % 50 = 0 then approved + pending else 0 end
     from made cross join fact where entry = $1`,
    [template],
  );
  // Of devices that no phone here is: what those have not finished is nobody's business at an exchange of these.
  await client.query(
    `insert into replica (id, person, last_n, build, first_seen_at, last_seen_at)
     select distinct 'made-' || nth % $2, person, 0, build, first_seen_at, last_seen_at
     from made cross join replica where replica.id = (select replica from mutation where entry = $1 limit 1)
     on conflict (id) do nothing`,
    [template, deviceCount],
  );
  await client.query(
    `insert into photo (unit, id, entry, uploader, replica, sha256, size, type, taken_at, state, received, original_key, picture_key,
       preview_key, declared_at, stored_at)
     select made.unit, photo.id, ${id}, entry.author, 'made-' || nth % $3, md5(photo.id) || substr(md5(reverse(photo.id)), 1, 11), 240000,
       'image/jpeg', null, case when nth % 300 = 0 then 'declared' else 'stored' end, case when nth % 300 = 0 then 0 else 240000 end,
       null, case when nth % 300 = 0 then null else 'pictures/' || photo.id end, null, entry.received_at + nth, entry.received_at + nth
     from made cross join entry cross join generate_series(1, $2::int) as place
     cross join lateral (select '00000000-0000-7000-900' || place || '-' || made.tail as id) as photo
     where entry.id = $1 and nth % $2 = 0`,
    [template, photosOfOne, deviceCount],
  );
  await client.query('drop table made');
  await client.query('vacuum analyze');
}

export const unitCount = 3_300;
const deviceCount = 10_000;

/** Every third entry has three photos: trainings and meetings have some, most of the many broadcasts none. */
const photosOfOne = 3;
