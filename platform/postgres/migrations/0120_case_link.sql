-- What came from what: a case and the cases it led to, each direction a row of the case that shows it. Insert and select only.
create table case_link (
  region text not null,
  case_id uuid not null,
  other_region text not null,
  other_case uuid not null,
  zh text not null, -- what the other is to this one: 由此提出的争议
  linked_at timestamptz not null default now(),
  primary key (region, case_id, other_region, other_case),
  foreign key (region, case_id) references legal_case (region, id)
);
create index case_link_newest on case_link (region, case_id, linked_at desc);
select append_only('case_link');
