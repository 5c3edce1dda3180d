-- Cases about an entry of the catalogue, by who takes part in them: the page of the entry shows each department its own, the newest first.
create table entry_case (
  region text not null, -- of the entry
  entry uuid not null,
  org text not null,
  case_id uuid not null, -- UUIDv7: in the order in which they were opened
  case_region text not null,
  primary key (region, entry, org, case_id, case_region)
);
insert into entry_case (region, entry, org, case_id, case_region)
select about.region, about.entry, side.org, c.id, c.region
from (
  select entry_region as region, entry, region as case_region, id as case_id from application
  union all select entry_region, entry, region, case_id from correction
  union all select entry_region, entry, region, case_id from reflux
  union all select entry_region, entry, region, case_id from demand where entry is not null
  union all select subject_region, subject, region, case_id from dispute where subject_kind = 'entry'
) about
join legal_case c on c.region = about.case_region and c.id = about.case_id
cross join lateral (values (c.requester), (c.provider), (c.authority)) side (org)
where side.org is not null
on conflict do nothing;
select append_only('entry_case');
