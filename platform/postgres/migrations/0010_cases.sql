-- The engine's tables (engine.md §6). Region leads every primary key, unique constraint and foreign key;
-- it is that of the organisation that opened the case and never changes. No triggers: one statement of
-- the engine writes a move with everything that goes with it.

create table legal_case (
  region text not null,
  id uuid not null,
  kind text not null,
  number text,
  title text not null check (length(title) between 1 and 400),
  state text not null,
  version integer not null check (version >= 1),
  open boolean not null,
  requester text,
  provider text,
  authority text,
  forum text,
  made_by uuid,
  facts jsonb not null default '{}',
  created_at timestamptz not null,
  moved_at timestamptz not null,
  primary key (region, id),
  unique (region, number)
);
-- Lists by side, newest first, keyset on (moved_at, id). They do not lead with region: an organisation's
-- cases may have been opened in any region.
create index legal_case_requester on legal_case (requester, kind, moved_at desc, id desc);
create index legal_case_provider on legal_case (provider, kind, moved_at desc, id desc);
create index legal_case_authority on legal_case (authority, kind, moved_at desc, id desc);

-- Every party but requester, provider, authority and forum; `copied` may read and has no move.
create table case_party (
  region text not null,
  case_id uuid not null,
  party text not null,
  org_region text not null,
  org text not null,
  primary key (region, case_id, party, org),
  foreign key (region, case_id) references legal_case (region, id)
);
create index case_party_org on case_party (org, party, case_id desc);

-- Every move, forever. `at` is the machine's time, on_day the legal date; salt makes digests of texts unguessable.
create table case_move (
  region text not null,
  case_id uuid not null,
  version integer not null check (version >= 1),
  at timestamptz not null,
  on_day date not null,
  kind text not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  org text,
  post text,
  seat text not null,
  person uuid,
  behalf_of uuid,
  trigger text,
  article text not null,
  opinion text check (length(opinion) <= 4000),
  states jsonb not null default '{}',
  signs text,
  paper boolean not null default false,
  clock_effects jsonb not null default '[]',
  attachments text[] not null default '{}',
  salt bytea not null check (octet_length(salt) = 16),
  request_id uuid,
  primary key (region, case_id, version, at),
  check ((person is null) = (seat = 'clock'))
) partition by range (at);
create index case_move_person on case_move (person, at desc) where person is not null;

-- The same request id twice: the stored answer. Kept 30 days. secret: sealed, what is shown but once.
create table case_request (
  region text not null,
  request_id uuid not null,
  case_id uuid not null,
  version integer not null,
  person uuid not null,
  act text not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  primary key (region, request_id)
);
create index case_request_at on case_request (region, at);

-- A clock is a fold over its events; due_on and what follows it are the result and may be computed again.
-- near_on, red_on: from when the lamp is yellow, red. due_on null: standing with no end in sight is never so; always a date.
create table clock (
  region text not null,
  case_id uuid not null,
  name text not null,
  nth integer not null check (nth >= 1),
  cause text,
  bound text not null,
  calendar text not null,
  class text,
  events jsonb not null,
  due_on date not null,
  plain_on date,
  provisional boolean not null,
  local boolean not null default false,
  asked jsonb,
  near_on date not null,
  red_on date not null,
  stood_on date,
  stopped_on date,
  lapsed_on date,
  primary key (region, case_id, name, nth),
  foreign key (region, case_id) references legal_case (region, id)
);
create index clock_due on clock (region, due_on) where stopped_on is null and stood_on is null and lapsed_on is null;
create index clock_provisional on clock (calendar, due_on) where provisional and stopped_on is null;

-- One row per awaited seat, extension asked and copy; derived, may be rebuilt. region is that of org.
create table worklist (
  region text not null,
  org text not null,
  post text not null,
  due_on date not null default '9999-12-31',
  case_id uuid not null,
  why text not null check (why in ('move', 'extension', 'copy')),
  case_region text not null,
  kind text not null,
  state text not null,
  number text,
  title text not null,
  near_on date not null default '9999-12-31',
  red_on date not null default '9999-12-31',
  paused boolean not null default false,
  assignee uuid,
  barred uuid[] not null default '{}',
  act text,
  opened_at timestamptz,
  at timestamptz not null default now(),
  primary key (region, org, post, due_on, case_id, why)
);
create index worklist_case on worklist (case_region, case_id);

create table case_number (
  region text not null,
  kind text not null,
  year integer not null,
  last integer not null check (last >= 0),
  primary key (region, kind, year)
) with (fillfactor = 50);

-- Rows of attachments; bytes lie in the object store by digest. Unclaimed until a move names them.
create table attachment (
  region text not null,
  id uuid not null,
  case_region text,
  case_id uuid,
  move_version integer,
  name text not null check (length(name) between 1 and 255),
  media text not null,
  bytes bigint not null check (bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  org text not null,
  made_by uuid not null,
  made_at timestamptz not null default now(),
  primary key (region, id)
);
create index attachment_case on attachment (case_region, case_id) where case_id is not null;
create index attachment_free on attachment (region, made_at) where case_id is null;

select append_only('case_move');
insert into partitioned (table_name, period) values ('case_move', 'year');
revoke delete, truncate on legal_case, clock, case_number, case_party from shuqiao_app;
