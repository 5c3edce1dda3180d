-- Regions, organisations, the platform itself; calendars, local rules, local dictionaries. Reference tables: on every node.

create table region (
  code       text primary key check (code ~ '^\d{6}$'),   -- GB/T 2260; 100000 is the nation
  name       text not null,
  level      smallint not null check (level between 0 and 9),
  parent     text references region,
  valid_from date,                                        -- null: from the beginning
  valid_to   date,                                        -- null: still
  source     text not null default 'standard' check (source in ('standard', 'local')),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create index region_parent on region (parent, code);

create table organisation (
  code       text primary key check (code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),  -- 统一社会信用代码; the check digit is the program's
  region     text not null references region,
  name       text not null,
  short_name text not null,
  kind       text not null check (kind in ('department', 'authority', 'government', 'platform', 'other')),
  authority  text references organisation,                -- 同级主管部门, recorded (Art. 8)
  vertical   boolean not null default false,              -- 垂直管理: the level that reviews its catalogue
  profile    jsonb not null default '{}',                 -- sharing office, duties, rules (Art. 10, 11, 26, 35)
  since      date not null,
  ended_on   date,
  changed_at timestamptz not null default now(),
  check (ended_on is null or since <= ended_on)
);
create unique index organisation_one_authority on organisation (region) where kind = 'authority' and ended_on is null;
create index organisation_region on organisation (region, code);
revoke delete, truncate on organisation from shuqiao_app;

-- Whose platform this is: made once, at set-up. Officers and account cases belong to org.
create table platform (
  one       boolean primary key default true check (one),
  region    text not null references region,
  org       text not null references organisation,
  name      text not null,
  set_up_at timestamptz not null default now()
);
revoke delete, truncate on platform from shuqiao_app;

-- 放假通知 entered after this program was released, and those of a region. Counts once the lead has signed it.
create table calendar_notice (
  region      text not null references region,            -- 100000: of the State Council
  year        integer not null check (year between 2007 and 2199),
  version     integer not null check (version between 1 and 99),
  sources     jsonb not null,
  days        jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null default now(),
  signed_by   uuid,
  signed_at   timestamptz,
  primary key (region, year, version),
  check ((signed_by is null) = (signed_at is null)),
  check (signed_by <> proposed_by)
);

-- Adopted moves, shorter limits, local numbers: each by a document, from a date on (law/jurisdiction.ts has their bounds).
create table local_rule (
  region       text not null references region,
  id           uuid not null,
  body         jsonb not null,
  made_by      uuid not null,
  made_at      timestamptz not null default now(),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (region, id),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
revoke delete, truncate on local_rule from shuqiao_app;

create table dictionary (
  region     text not null references region,
  list       text not null check (list ~ '^[a-z][a-z0-9-]{1,39}$'),
  code       text not null,
  zh         text not null,
  valid_from date not null,
  valid_to   date,
  primary key (region, list, code, valid_from),
  check (valid_to is null or valid_from <= valid_to)
);
