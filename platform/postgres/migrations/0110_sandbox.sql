-- 接口沙箱: a department tries a service before it applies for it. Invented rows of the same shape, a credential of its own,
-- an end by itself; its calls are no use of data and stand in tables of their own.
create table sandbox (
  region        text not null,                     -- of the department that tries
  id            uuid not null,
  org           text not null,
  entry_region  text not null,
  entry         uuid not null,
  entry_version integer not null,
  service_kind  text not null check (service_kind in ('query', 'verification')),
  shape         jsonb not null,                    -- from the catalogue and the declared keys; no connection, no row
  quota_day     integer not null check (quota_day > 0),
  quota_minute  integer not null check (quota_minute > 0),
  opened_by     uuid not null,
  opened_at     timestamptz not null default now(),
  ends_at       timestamptz not null,
  closed_at     timestamptz,
  closed_why    text check (closed_why in ('person', 'term', 'entry')),
  version       integer not null default 1,
  primary key (region, id),
  check (ends_at > opened_at and ends_at <= opened_at + interval '92 days'),
  check ((closed_at is null) = (closed_why is null))
);
create unique index sandbox_open on sandbox (region, org, entry_region, entry, service_kind) where closed_at is null;
create index sandbox_of on sandbox (region, org, id desc);
create index sandbox_entry on sandbox (entry_region, entry) where closed_at is null;
create index sandbox_end on sandbox (ends_at) where closed_at is null;

create table sandbox_event (
  region  text not null,
  id      uuid not null,
  sandbox uuid not null,
  at      timestamptz not null default now(),
  what    text not null check (what in ('opened', 'rotated', 'drilled', 'closed')),
  person  uuid,                                    -- null: the platform
  note    text not null default '',
  primary key (region, id),
  foreign key (region, sandbox) references sandbox (region, id) on delete cascade
);
create index sandbox_event_of on sandbox_event (region, sandbox, at);
revoke update, truncate on sandbox_event from shuqiao_app;

-- Counted by day, door and what came of it: '' answered, else the reason of the refusal.
create table sandbox_call (
  region  text not null,
  sandbox uuid not null,
  day     date not null,
  door    text not null check (door in ('national', 'rest')),
  reason  text not null,
  n       bigint not null check (n > 0),
  last_at timestamptz not null,
  primary key (region, sandbox, day, door, reason),
  foreign key (region, sandbox) references sandbox (region, id) on delete cascade
);
