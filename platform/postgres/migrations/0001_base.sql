-- The floor: who may do what by default, tables that grow by partitions, the mark of a demonstration.
-- `shuqiao_app` and `shuqiao_owner` are replaced by the roles in use.

alter default privileges grant select, insert, update, delete on tables to shuqiao_app;
alter default privileges grant usage, select on sequences to shuqiao_app;
alter default privileges revoke execute on functions from public;

-- One role owns and serves (DATABASE_URL alone): what is revoked below must then be given back, or the owner's own functions would fail.
create function one_role() returns boolean language sql stable as $$
  select format('"%s"', replace(current_user, '"', '""')) = 'shuqiao_app'
$$;

-- Rows of this table are never changed or removed: no grant, and row security that holds the owner too.
create function append_only(tab regclass) returns void
language plpgsql set search_path from current as $$
begin
  execute format('revoke update, delete, truncate on %s from shuqiao_app', tab);
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy append_only_read on %s for select using (true)', tab);
  execute format('create policy append_only_add on %s for insert with check (true)', tab);
end $$;

-- Tables that are partitioned by range, and how. Days, months and years are those of Asia/Shanghai.
create table partitioned (
  table_name text primary key,
  period     text not null check (period in ('day', 'month', 'year', 'count')),
  step       bigint check ((period = 'count') = (step is not null) and step > 0), -- rows, for 'count'
  keep_years integer check (keep_years > 0)                                       -- null: never disposed of
);
revoke insert, update, delete, truncate on partitioned from shuqiao_app;

-- Every partition there is, and the day before which nobody may drop it.
create table partition_kept (
  partition  text primary key,
  table_name text not null references partitioned,
  from_at    timestamptz,  -- null where partitioned by count
  to_at      timestamptz,
  keep_until date          -- null: for ever
);
create index partition_kept_range on partition_kept (table_name, from_at);
revoke insert, update, delete, truncate on partition_kept from shuqiao_app;

-- Lists of records to be disposed of; 审计管理员 has seen it, the head of the 主管部门 has approved it.
create table disposal_list (
  id          uuid primary key,
  partition   text not null,
  rows        bigint not null check (rows >= 0),
  reason      text not null,
  made_by     uuid not null,
  made_at     timestamptz not null default now(),
  seen_by     uuid,
  seen_at     timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  done_at     timestamptz,
  check ((seen_by is null) = (seen_at is null)),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by is null or seen_by is not null),
  check (approved_by <> seen_by)
);
revoke update, delete, truncate on disposal_list from shuqiao_app;
grant update (seen_by, seen_at, approved_by, approved_at) on disposal_list to shuqiao_app;

create function make_one_partition(parent text, part text, lower_bound text, upper_bound text,
  from_at timestamptz, to_at timestamptz, keep_until date) returns integer
language plpgsql set search_path from current as $$
begin
  if exists (select from partition_kept k where k.partition = part) then return 0; end if;
  execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, lower_bound, upper_bound);
  -- Reached through its parent only, where row security stands.
  execute format('revoke all on %I from shuqiao_app', part);
  execute format('alter table %I enable row level security', part);
  execute format('alter table %I force row level security', part);
  insert into partition_kept values (part, parent, from_at, to_at, keep_until);
  return 1;
end $$;

-- Makes what is missing from the period of `since` to that of `until`. Answers how many it made.
create function make_partitions(since timestamptz default now(), until timestamptz default now() + interval '70 days') returns integer
language plpgsql security definer set search_path from current as $$
declare
  t partitioned; made integer := 0; unit interval; pattern text; day timestamp; next_day timestamp; kept date; highest bigint; n bigint; key text;
begin
  lock table partition_kept in share row exclusive mode;
  for t in select * from partitioned order by table_name loop
    if t.period = 'count' then
      select a.attname into key from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
       where p.partrelid = t.table_name::regclass;
      execute format('select coalesce(max(%I), 0) from %I', key, t.table_name) into highest;
      for n in highest / t.step .. highest / t.step + 1 loop
        made := made + make_one_partition(t.table_name, t.table_name || '_p' || n, (n * t.step)::text, ((n + 1) * t.step)::text, null, null, null);
      end loop;
      continue;
    end if;
    unit := ('1 ' || t.period)::interval;
    pattern := case t.period when 'day' then 'YYYYMMDD' when 'month' then 'YYYYMM' else 'YYYY' end;
    day := date_trunc(t.period, since at time zone 'Asia/Shanghai');
    while day <= until at time zone 'Asia/Shanghai' loop
      next_day := day + unit;
      kept := (next_day + make_interval(years => t.keep_years))::date;
      made := made + make_one_partition(t.table_name, t.table_name || '_p' || to_char(day, pattern),
        (day at time zone 'Asia/Shanghai')::text, (next_day at time zone 'Asia/Shanghai')::text,
        day at time zone 'Asia/Shanghai', next_day at time zone 'Asia/Shanghai', kept);
      day := next_day;
    end loop;
  end loop;
  return made;
end $$;
revoke execute on function make_one_partition, make_partitions from public;
grant execute on function make_partitions to shuqiao_app;

-- A grant whose records must stay longer than usual says so for the partition its record lies in; never shorter.
create function keep_partition(parent text, at timestamptz, until date) returns void
language sql security definer set search_path from current as $$
  update partition_kept set keep_until = greatest(keep_until, until)
   where table_name = parent and from_at <= at and at < to_at and keep_until < until
$$;
revoke execute on function keep_partition from public;
grant execute on function keep_partition to shuqiao_app;

-- Art. 29: usage records are kept for at least three years. Drops one partition whose time has passed and whose list was approved.
create function drop_expired(part text, approval uuid) returns void
language plpgsql security definer set search_path from current as $$
declare
  kept partition_kept; list disposal_list;
begin
  select * into kept from partition_kept where partition = part for update;
  if not found then raise exception 'no partition %', part using errcode = 'SQ001'; end if;
  if kept.keep_until is null or kept.keep_until >= (now() at time zone 'Asia/Shanghai')::date then
    raise exception 'partition % is kept until %', part, coalesce(kept.keep_until::text, 'ever') using errcode = 'SQ002';
  end if;
  select * into list from disposal_list where id = approval and partition = part and done_at is null for update;
  if not found or list.seen_by is null or list.approved_by is null then
    raise exception 'no approved disposal list % for partition %', approval, part using errcode = 'SQ003';
  end if;
  execute format('drop table %I', part);
  delete from partition_kept where partition = part;
  update disposal_list set done_at = now() where id = approval;
end $$;
revoke execute on function drop_expired from public;
grant execute on function drop_expired to shuqiao_app;

-- One row, made with the database: mark is demo, test or null for real work; only a marked one moves its legal date:
-- anywhere before set-up, while nothing rests on a day yet, then forward only (decision 0005).
create table platform_mark (
  one        boolean primary key default true check (one),
  mark       text check (mark in ('demo', 'test')),
  day_offset integer not null default 0,
  check (mark is not null or day_offset = 0)
);
revoke insert, update, delete, truncate on platform_mark from shuqiao_app;
grant update (day_offset) on platform_mark to shuqiao_app;

do $$ begin
  if one_role() then
    grant all on partitioned, partition_kept, disposal_list, platform_mark to shuqiao_app;
  end if;
end $$;
