-- Spreads the units' logs over the machines of a Citus cluster. For an operator who has outgrown one PostgreSQL:
--
--   1. stop the servers, take a copy;
--   2. psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f distribute.sql    (on the coordinator, as the owner of the tables)
--   3. start the servers with the same DATABASE_URL.
--
-- Needs Citus 13.1 or newer: earlier ones refuse the grant on columns at the end (citusdata/citus#7918, in its CHANGELOG.md
-- under 13.1.0). For PostgreSQL 18 it has to be Citus 14 (there, under 14.0.0).
--
-- What is known of it: the same split by hash of the unit, as native partitions of one PostgreSQL, is run by the tests
-- (tests/contracts/partition-by-unit.sql): synchronising, erasing, phones that send at once, and a history of requests that
-- is answered byte for byte as on SQLite. Citus itself was NOT run, and neither was this file: try it on a copy first, and
-- run the contract tests against the cluster.
--
-- What to expect: a phone's sync reads and writes the log of its own unit, so everything that it is told comes from one
-- machine. A change names its entry by id alone and asks all of them once; so do a photo's address, the list of all
-- entries, and the review queue of a reviewer of many units. A move between units on two machines is one transaction
-- over both (two-phase commit). The advisory locks that keep two makers of the same thing apart are the coordinator's,
-- so every server has to connect to the coordinator and not to the workers.

create extension if not exists citus;

begin;

-- Citus takes no table with triggers (and a trigger of a whole statement on none of its tables). The privilege that is
-- taken away below keeps the history append-only, from everybody who is not a superuser: connect the servers as a plain user.
drop trigger mutation_no_change on mutation;
drop trigger mutation_no_truncate on mutation;

-- A unique index has to contain the column that rows are spread by. Ids stay unique by the program's own locks.
drop index entry_id;
create index entry_id on entry (id);
drop index photo_id;
create index photo_id on photo (id);

-- Small, read by everybody, and what the units' tables refer to: whole on every machine. In the order of their references.
select create_reference_table('person');
select create_reference_table('device');
select create_reference_table('replica');
select create_reference_table('granted_role');
select create_reference_table('review_route');
select create_reference_table('preset');
select create_reference_table('erasure');

-- Each unit's log: spread by the unit, all its tables on the same machine, so that their joins stay there.
select create_distributed_table('entry', 'unit');
select create_distributed_table('entry_contributor', 'unit', colocate_with => 'entry');
select create_distributed_table('mutation', 'unit', colocate_with => 'entry');
select create_distributed_table('photo', 'unit', colocate_with => 'entry');
select create_distributed_table('feed', 'unit', colocate_with => 'entry');
select create_distributed_table('scope_head', 'unit', colocate_with => 'entry');
select create_distributed_table('fact', 'unit', colocate_with => 'entry');
select create_distributed_table('schedule', 'unit', colocate_with => 'entry');

-- A phone's ledger of answered changes is looked up by the replica, and is no unit's.
select create_distributed_table('receipt', 'replica', colocate_with => 'none');

-- session, session_replica, known_device, invitation, sign_in_delay, server_meta, staged_body, erased_bytes, plan and kysely_* stay on the coordinator.

revoke update, delete, truncate on mutation from public, current_user;
-- An erased entry's words go, and who said when that there were some stays.
grant update (body, difference) on mutation to current_user;

commit;
