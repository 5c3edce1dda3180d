-- Art. 18: quality rules of an entry's items, beside the entry (decision 0105), every version kept; runs on what it is bound to.
create table quality_rules (
  region        text not null,                     -- of the entry
  entry         uuid not null,
  version       integer not null check (version > 0),
  entry_version integer not null,                  -- that stood when they were written
  body          jsonb not null,                    -- the rules, as law/quality.ts has them
  made_by       uuid not null,
  made_at       timestamptz not null default now(),
  primary key (region, entry, version)
);
select append_only('quality_rules');

-- The provider's limits for runs on one resource: when, how often, how much at once. Nothing runs by itself before they are set.
create table quality_plan (
  region       text not null,
  resource     uuid not null,
  by_itself    boolean not null,
  hour_from    smallint not null check (hour_from between 0 and 23),   -- Shanghai; to the same hour: all day
  hour_to      smallint not null check (hour_to between 0 and 24),
  every_days   smallint not null check (every_days between 1 and 92),
  page_rows    integer not null check (page_rows between 100 and 20000),
  bound_rows   integer not null check (bound_rows between 1000 and 2000000),
  statement_ms integer not null check (statement_ms between 500 and 60000),
  pause_ms     integer not null check (pause_ms between 0 and 10000),
  next_at      timestamptz not null,
  set_by       uuid not null,
  set_at       timestamptz not null default now(),
  primary key (region, resource),
  foreign key (region, resource) references resource (region, id)
);
create index quality_plan_next on quality_plan (next_at) where by_itself;

-- One at a time per resource. Goes on where it stood: counts and place move together, page by page.
create table quality_run (
  region          text not null,
  id              uuid not null,
  resource        uuid not null,
  entry           uuid not null,
  org             text not null,
  rules_version   integer not null,
  binding_version integer not null,
  state           text not null check (state in ('waiting', 'running', 'done', 'failed', 'stopped')),
  at_once         boolean not null,                -- the operator said so: whatever the hours are
  asked_by        uuid,                            -- null: by itself
  asked_at        timestamptz not null default now(),
  begun_at        timestamptz,
  ended_at        timestamptz,
  lease_until     timestamptz not null default '-infinity',
  not_before      timestamptz not null default '-infinity', -- put off: the provider did not answer, or is under maintenance
  step            integer not null default 0,      -- rises with every page
  way             text check (way in ('paged', 'whole')),
  place           bytea,                           -- key of the last record looked at, sealed
  paged           boolean not null default false,  -- every record was looked at; sets come next
  checked         bigint not null default 0,
  partial         boolean not null default false,  -- there are more records than it may look at
  page_rows       integer,                         -- halved where a page took too long
  faults          integer not null default 0,      -- in a row
  fault           text,
  rate            double precision check (rate between 0 and 1),
  failing         integer,                         -- rules
  primary key (region, id),
  foreign key (region, resource) references resource (region, id),
  check ((ended_at is null) = (state in ('waiting', 'running')))
);
create unique index quality_run_one on quality_run (region, resource) where ended_at is null;
create index quality_run_of on quality_run (region, resource, id desc);
create index quality_run_org on quality_run (org, ended_at) where state = 'done';

create table quality_result (
  region   text not null,
  run      uuid not null,
  rule     text not null,
  kind     text not null,
  checked  bigint not null default 0,
  failed   bigint not null default 0,
  per_mille integer not null default 0,            -- tolerated
  verdict  text check (verdict in ('holds', 'fails', 'unknown')),
  why      text,                                   -- unknown: why; freshness: the newest value
  samples  bytea[] not null default '{}' check (cardinality(samples) <= 20), -- digests of record keys under the entry's key: what `received` knows
  primary key (region, run, rule),
  foreign key (region, run) references quality_run (region, id)
);

-- What everybody sees at the entry, of its last run.
alter table entry_figure add column quality_rate double precision check (quality_rate between 0 and 1);
alter table entry_figure add column quality_rules integer;
alter table entry_figure add column quality_failing integer;
alter table entry_figure add column quality_on date;
create index resource_org on resource (region, org, id desc) where state <> 'retired';
