-- How people prove who they are, and their sessions. Nothing here can be read back as a secret: hashes, or sealed.

create table password (
  person  uuid not null references account,
  nth     integer not null check (nth > 0),
  hash    text not null,                                  -- argon2id
  set_at  timestamptz not null default now(),
  primary key (person, nth)
);

create table second_factor (
  person    uuid primary key references account,
  sealed    bytea,                                        -- TOTP seed under the master key, proved by a code
  proved_at timestamptz,
  offered   bytea,                                        -- shown, not yet proved: the one before stays in force until it is
  last_step bigint not null default 0,                    -- a code is good once
  check ((sealed is null) = (proved_at is null)),
  check (sealed is not null or offered is not null)
);

create table recovery_code (
  person  uuid not null references account,
  n       smallint not null check (n between 1 and 20),
  hash    bytea not null check (octet_length(hash) = 32),
  used_at timestamptz,
  primary key (person, n)
);

-- Failed log-ins: by account and network, by network, by account. They slow, they never lock.
create table login_failure (
  subject  text primary key,
  failures integer not null check (failures > 0),
  first_at timestamptz not null,
  last_at  timestamptz not null
);
create index login_failure_last on login_failure (last_at);

create table session (
  id           uuid primary key,
  token_hash   bytea not null unique check (octet_length(token_hash) = 32),
  person       uuid not null references account,
  stage        text not null check (stage in ('password', 'enrol', 'choose-post', 'done')),
  org          text references organisation,
  org_region   text,
  post         text,
  behalf_of    uuid,
  address      text not null,
  made_at      timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  confirmed_at timestamptz not null default now(),
  ends_at      timestamptz not null,
  ended_at     timestamptz,
  ended_why    text check (ended_why in ('logout', 'replaced', 'idle', 'absolute', 'killed', 'locked', 'recovered', 'password')),
  last         jsonb,                                     -- the log-in before this one: when, from where, failures since
  check ((stage = 'done') = (post is not null)),
  check ((post is null) = (org is null)),
  check ((ended_at is null) = (ended_why is null))
);
-- One session per account.
create unique index session_one on session (person) where ended_at is null;
create index session_made on session (made_at);

-- Addresses that work once: set-up, an officer's, the activation of an account. Bound to the browser that opened them first.
create table one_time_link (
  hash     bytea primary key check (octet_length(hash) = 32),
  purpose  text not null check (purpose in ('setup', 'officer', 'activate')),
  kind     text check (kind in ('system', 'security', 'audit')),
  person   uuid references account,
  browser  bytea check (octet_length(browser) = 32),
  pending  jsonb,
  made_by  uuid,
  made_at  timestamptz not null default now(),
  ends_at  timestamptz not null,
  used_at  timestamptz,
  check ((purpose = 'officer') = (kind is not null)),
  check ((purpose = 'activate') = (person is not null))
);

-- 登录与口令策略. Bounds: 等保 third level; only platform.security changes it.
create table security_setting (
  one              boolean primary key default true check (one),
  idle_minutes     integer not null default 15 check (idle_minutes between 5 and 30),
  absolute_hours   integer not null default 8 check (absolute_hours between 1 and 12),
  password_least   integer not null default 10 check (password_least between 10 and 64),
  password_classes integer not null default 3 check (password_classes between 3 and 4),
  password_kept    integer not null default 5 check (password_kept between 5 and 24),
  password_days    integer not null default 90 check (password_days between 30 and 180),
  factor_for_all   boolean not null default false,
  changed_by       uuid,
  changed_at       timestamptz
);
insert into security_setting default values;
revoke insert, delete, truncate on security_setting from shuqiao_app;
