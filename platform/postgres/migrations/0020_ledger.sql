-- The ledger: acts append to ledger_pending without a shared lock; one sequencer numbers and moves them (engine.md §6).
-- body is canonical text, not jsonb: it is hashed as it stands. subject is the case, so that its proof is found by index.
create table ledger_pending (
  region text not null,
  id uuid not null,
  kind text not null,
  subject text,
  body text not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (region, id)
);

create table ledger_log (
  log text primary key,
  next bigint not null default 0 check (next >= 0),
  peaks bytea[] not null default '{}',
  root bytea not null check (octet_length(root) = 32),
  changed_at timestamptz not null default now()
);

create table ledger_entry (
  log text not null,
  seq bigint not null check (seq >= 0),
  region text not null,
  id uuid not null,
  kind text not null,
  subject text,
  body text not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, seq)
) partition by range (seq);
create index ledger_entry_subject on ledger_entry (subject, seq) where subject is not null;

-- Every 256th level of the tree, so that a proof reads some hundreds of hashes at any size.
create table ledger_node (
  log text not null,
  height smallint not null check (height in (8, 16, 24, 32)),
  index bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, height, index)
);

-- Heads as signed by a key outside the database; the copy that counts is heads.log in the home.
create table ledger_head (
  log text not null,
  size bigint not null,
  at timestamptz not null,
  root bytea not null,
  key_id text not null,
  signature bytea not null,
  primary key (log, size, at)
);

-- Partitions of 10 million entries, the next one made when the last is half full.
create function ledger_make_partition(of_seq bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare part bigint := of_seq / 10000000;
begin
  if to_regclass(format('public.ledger_entry_%s', part)) is null then
    execute format('create table public.ledger_entry_%s partition of public.ledger_entry for values from (%s) to (%s)', part, part * 10000000, (part + 1) * 10000000);
    -- Reached through its parent only, where row security stands.
    execute format('revoke all on public.ledger_entry_%s from shuqiao_app', part);
    execute format('alter table public.ledger_entry_%s enable row level security', part);
    execute format('alter table public.ledger_entry_%s force row level security', part);
  end if;
end $$;
revoke all on function ledger_make_partition(bigint) from public;
grant execute on function ledger_make_partition(bigint) to shuqiao_app;
select ledger_make_partition(0);

insert into ledger_log (log, root) values ('main', decode('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex'));

select append_only('ledger_entry'), append_only('ledger_node'), append_only('ledger_head');
revoke insert, delete, truncate on ledger_log from shuqiao_app;
revoke update, truncate on ledger_pending from shuqiao_app;
