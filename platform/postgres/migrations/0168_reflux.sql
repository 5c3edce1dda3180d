-- Reflux (回流, Art. 24): rows of the sender's systems that are those of the receiver's area.
create table reflux (
  region text not null,
  case_id uuid not null,
  sender text not null,
  receiver text not null,
  receiver_region text not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  entry_name text not null,
  entry_code text,
  duty text not null default '',
  items jsonb not null default '[]', -- numbers of items
  regions jsonb not null default '[]', -- of the receiver's area
  below jsonb not null default '[]', -- townships, streets, villages that the receiver serves under it (30.3)
  ground text,
  measure text, -- a ground without one is none
  open boolean not null default true,
  region_item integer, -- whose column says to which area a row belongs
  codes jsonb not null default '[]', -- of all years, by which rows are cut
  grant_region text,
  grant_id uuid,
  connected_on date,
  connected_at timestamptz,
  census jsonb, -- rows by where their code belongs, as last counted; the codes that no list has, with counts
  running boolean not null default false,
  period_from date, -- first day not reconciled yet
  period_to date, -- last day of its month
  busy_until timestamptz, -- whoever reconciles holds it until then
  fault text, -- why the last attempt came to nothing
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id),
  check (sender <> receiver),
  check (ground is null or length(measure) >= 4),
  check ((grant_id is null) = (grant_region is null) and (grant_id is null) = (connected_on is null) and (grant_id is null) = (connected_at is null)),
  check (not running or (grant_id is not null and period_to is not null))
);
create index reflux_grant on reflux (grant_region, grant_id) where grant_id is not null;
create index reflux_pair on reflux (receiver, entry) where open;
create unique index reflux_open on reflux (region, receiver, entry) where open;
create index reflux_due on reflux (period_to) where running;

-- What stood on both sides when a period had ended: counts, and a hash over the keys of the records.
create table reflux_period (
  region text not null,
  case_id uuid not null,
  period text not null, -- 2026-11
  from_day date not null,
  to_day date not null,
  at timestamptz not null default now(),
  source_rows bigint not null,
  source_hash bytea not null check (octet_length(source_hash) = 32),
  given_rows bigint not null,
  given_hash bytea not null check (octet_length(given_hash) = 32),
  calls bigint not null,
  gap text not null check (gap in ('none', 'unasked', 'new', 'stays')),
  gap_since text, -- the period in which it was found first
  census jsonb not null,
  primary key (region, case_id, period),
  foreign key (region, case_id) references reflux (region, case_id),
  check (given_rows <= source_rows and ((source_hash = given_hash) = (source_rows = given_rows))),
  check ((gap = 'none') = (source_rows = given_rows))
);
select append_only('reflux_period');
