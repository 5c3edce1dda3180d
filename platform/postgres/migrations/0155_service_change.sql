-- Change or end of a service (服务变更、终止, Art. 27 ¶3): one case for all grants that it touches, with every requester's opinion.
create table service_change (
  region text not null,
  case_id uuid not null,
  kind text not null check (kind in ('change', 'end')),
  reason text not null default '',
  what text not null default '',
  instead text not null default '',
  effect_on date,
  opinions_by date,
  opinions jsonb not null default '[]',
  filed_at timestamptz,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id)
);
create table service_change_grant (
  region text not null,
  case_id uuid not null,
  grant_region text not null,
  grant_id uuid not null,
  requester text not null,
  open boolean not null default true,
  primary key (region, case_id, grant_region, grant_id),
  foreign key (region, case_id) references service_change (region, case_id)
);
create unique index service_change_open on service_change_grant (region, grant_region, grant_id) where open;
create index service_change_of_grant on service_change_grant (grant_region, grant_id) where open;

-- What a gateway says of a grant whose end is filed: since when, and the day from which it answers no more.
alter table grant_compiled add column deprecated_at timestamptz, add column sunset_on date;
