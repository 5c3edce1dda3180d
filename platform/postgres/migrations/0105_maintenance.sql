-- A window may be shortened, also while it runs; what was announced stays visible. How long is set by the region, eight hours at most.
alter table maintenance add column planned_to timestamptz;      -- the end as it was announced, where it was shortened since
alter table maintenance add column shortened_at timestamptz;
alter table maintenance add check (planned_to is null or planned_to > to_at);
alter table maintenance add check ((planned_to is null) = (shortened_at is null));
create index maintenance_ahead on maintenance (to_at) where cancelled_at is null;

-- A resource that did not answer: from when the watch saw it first until it answered again. 39(七) by what no window covers.
create table outage (
  region   text not null,
  id       uuid not null,
  resource uuid not null,
  from_at  timestamptz not null,
  to_at    timestamptz,
  fault    text not null,
  told_at  timestamptz,                            -- when users were told: never of one inside its announced window
  clue_at  timestamptz,                            -- when it was put before the authority, once
  primary key (region, id),
  foreign key (region, resource) references resource (region, id),
  check (to_at >= from_at)
);
create unique index outage_open on outage (region, resource) where to_at is null;
create index outage_of on outage (region, resource, from_at desc);
