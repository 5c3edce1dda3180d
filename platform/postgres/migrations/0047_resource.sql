-- Art. 22: where the data of an entry is. A connection is a provider's database, its address approved by the
-- security officer; a resource binds an entry to a table or view there; nothing is SQL typed by a user.
create table connection (
  region       text not null,
  id           uuid not null,
  org          text not null,
  name         text not null check (length(name) between 1 and 100),
  kind         text not null check (kind in ('postgresql')),
  host         text not null check (length(host) between 1 and 253),
  port         integer not null check (port between 1 and 65535),
  database     text not null check (length(database) between 1 and 63),
  schema_name  text not null check (length(schema_name) between 1 and 63),
  login        text not null check (length(login) between 1 and 63),
  sealed       bytea not null,                     -- the password, under the master key
  tls          boolean not null,
  state        text not null check (state in ('proposed', 'approved', 'refused', 'retired')),
  asked_by     uuid not null,
  asked_at     timestamptz not null default now(),
  decided_by   uuid,
  decided_at   timestamptz,
  decision     text,                               -- why refused
  address      text,                               -- what the name meant when it was approved
  up           boolean,                            -- as last probed; null: never
  since        timestamptz,
  checked_at   timestamptz,
  fault        text,
  version      integer not null default 1,
  primary key (region, id),
  check ((state = 'proposed') = (decided_by is null) or state = 'retired'),
  check (decided_by <> asked_by)
);
create index connection_org on connection (region, org, name);
-- The same place twice would hide one from its watch.
create unique index connection_place on connection (region, org, host, port, database, schema_name, login) where state in ('proposed', 'approved');

create table resource (
  region        text not null,
  id            uuid not null,
  org           text not null,
  entry_region  text not null,
  entry         uuid not null,
  mode          text not null check (mode in ('service', 'batch', 'file')),
  connection_id uuid not null,
  state         text not null check (state in ('draft', 'live', 'retired')),
  version       integer not null default 0,        -- of the binding that counts; 0: none tested yet
  up            boolean,
  since         timestamptz,
  checked_at    timestamptz,
  fault         text,
  primary key (region, id),
  foreign key (region, connection_id) references connection (region, id),
  check (entry_region = region)                    -- an entry is bound where it is kept
);
create unique index resource_of_entry on resource (region, entry, mode) where state <> 'retired';

-- Every binding there was: items to columns, keys, order, bounds, and how its test went.
create table resource_binding (
  region   text not null,
  resource uuid not null,
  version  integer not null check (version > 0),
  body     jsonb not null,
  test     jsonb not null,
  made_by  uuid not null,
  made_at  timestamptz not null default now(),
  primary key (region, resource, version),
  foreign key (region, resource) references resource (region, id)
);
select append_only('resource_binding');

create table resource_event (
  region   text not null,
  id       uuid not null,
  resource uuid not null,
  at       timestamptz not null default now(),
  what     text not null check (what in ('up', 'down', 'changed', 'bound', 'retired')),
  note     text not null default '',
  primary key (region, id)
);
create index resource_event_of on resource_event (region, resource, at desc);
select append_only('resource_event');

-- Announced windows are no change under 27 ¶3; longer than 8 hours or unannounced is.
create table maintenance (
  region       text not null,
  id           uuid not null,
  resource     uuid not null,
  from_at      timestamptz not null,
  to_at        timestamptz not null,
  reason       text not null check (length(reason) between 2 and 500),
  made_by      uuid not null,
  made_at      timestamptz not null default now(),
  cancelled_at timestamptz,
  primary key (region, id),
  foreign key (region, resource) references resource (region, id),
  check (to_at > from_at and to_at - from_at <= interval '8 hours')
);
create index maintenance_of on maintenance (region, resource, from_at desc);
