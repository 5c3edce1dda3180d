-- What the gateway enforces (engine.md §6): one row per grant, rewritten by its moves in their own transactions.
create table grant_compiled (
  region          text not null,
  id              uuid not null,                   -- of the grant's case
  entry_region    text not null,
  entry           uuid not null,
  entry_version   integer not null,
  application     text,                            -- reference of the case; null: imported from before the platform (Art. 44)
  provider        text not null,
  requester       text not null,
  state           text not null,                   -- of the grant; the plane serves delivered and active
  items           jsonb not null,                  -- [{n, field}]
  row_filter      jsonb not null default '[]',     -- [{item, op: eq | in | between | prefix, values}]
  masks           jsonb not null default '{}',     -- {item number: name | id-number | mobile | last4 | hash}
  purpose         text not null,
  mode            text not null check (mode in ('service', 'batch', 'file')),
  service_kind    text check (service_kind in ('query', 'verification')),
  term_from       date not null,                   -- legal dates, both days inside
  term_to         date,
  quota_day       integer not null check (quota_day > 0),
  quota_minute    integer not null check (quota_minute > 0),
  addresses       jsonb not null default '[]',     -- networks; none: any
  person_required boolean not null default false,  -- the caller must say for whom it asks
  time_rule       text not null default 'window' check (time_rule in ('window', 'legacy')),
  time_rule_until date,
  version         integer not null default 1,
  primary key (region, id),
  check (term_to is null or term_to >= term_from),
  -- The weak rule needs an end and known addresses.
  check (time_rule = 'window' or (time_rule_until is not null and addresses <> '[]'))
);
create index grant_compiled_entry on grant_compiled (entry_region, entry);

-- A reference table, on every node: a call comes without a region. rid and sid hold at least 122 random bits.
create table credential (
  rid        text not null,
  sid        text not null,
  nth        integer not null check (nth > 0),     -- 1, then one more at each rotation
  region     text not null,
  grant_id   uuid not null,
  sealed     bytea not null,                       -- the appKey, under the master key
  made_at    timestamptz not null default now(),
  ends_at    timestamptz,                          -- after a rotation
  stopped_at timestamptz,
  primary key (rid, sid, nth)
);
create index credential_grant on credential (region, grant_id);

-- Short-lived signing secrets, issued by refresh under one appKey; they fall with it.
create table wire_secret (
  rid       text not null,
  sid       text not null,
  issued_at timestamptz not null,
  ends_at   timestamptz not null,
  nth       integer not null,
  sealed    bytea not null,
  primary key (rid, sid, issued_at),
  check (ends_at > issued_at)
);
create index wire_secret_end on wire_secret (ends_at);
