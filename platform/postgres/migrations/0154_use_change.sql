-- Change of use (变更用途、范围, Art. 25 ¶1): what is asked of a grant, point by point, and what was answered.
create table use_change (
  region text not null,
  case_id uuid not null,
  grant_region text not null,
  grant_id uuid not null,
  points jsonb not null default '[]',
  basis text not null default '',
  answers jsonb not null default '[]',
  reasons text not null default '',
  open boolean not null default true,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id)
);
create unique index use_change_open on use_change (region, grant_region, grant_id) where open;
create index use_change_grant on use_change (grant_region, grant_id);
