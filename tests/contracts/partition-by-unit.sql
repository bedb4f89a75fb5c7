-- The tables of a unit's log, split by the hash of the unit, and the ledger of answered changes by the replica: as
-- src/server/deploy/distribute.sql does it on several machines, here on one.
-- An index across all parts can promise nothing about uniqueness, so ids are kept apart by the program's own locks.
drop index entry_id;
create index entry_id on entry (id);
drop index photo_id;
create index photo_id on photo (id);

do $$
declare
  whole text;
  spread_by text;
  foreign_key text;
  parts constant int := 8;
begin
  for whole, spread_by in
    select named, case named when 'receipt' then 'replica' else 'unit' end
    from unnest(array['entry', 'entry_contributor', 'mutation', 'photo', 'feed', 'scope_head', 'fact', 'schedule', 'receipt']) as named
  loop
    execute format('alter table %I rename to %I', whole, whole || '_whole');
    execute format('create table %I (like %I including all) partition by hash (%I)', whole, whole || '_whole', spread_by);
    for part in 0 .. parts - 1 loop
      execute format('create table %I partition of %I for values with (modulus %s, remainder %s)', whole || '_' || part, whole, parts, part);
    end loop;
    for foreign_key in
      select pg_get_constraintdef(oid) from pg_constraint where contype = 'f' and conrelid = (whole || '_whole')::regclass
    loop
      execute format('alter table %I add %s', whole, foreign_key);
    end loop;
    execute format('insert into %I select * from %I', whole, whole || '_whole');
    execute format('drop table %I', whole || '_whole');
  end loop;
end $$;

create trigger mutation_no_change before update or delete on mutation for each row execute function refuse_change();
create trigger mutation_no_truncate before truncate on mutation for each statement execute function refuse_change();
