-- Disputes (争议, Art. 28): what is disputed, who mediates and why, what was agreed or decided, what was reported done.
create table dispute (
  region text not null,
  case_id uuid not null,
  requester text not null,
  provider text not null,
  subject_kind text not null check (subject_kind in ('application', 'grant', 'use-change', 'service-change', 'correction', 'reflux', 'entry')),
  subject_region text not null,
  subject uuid not null,
  subject_title text not null,
  subject_number text,
  matter text check (matter in ('attribute', 'condition', 'gap')),
  claim text not null default '',
  grounds text not null default '',
  forum text,
  forum_why text not null default '',
  record text,
  report text,
  outcome jsonb,
  reports jsonb not null default '[]',
  open boolean not null default true,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id),
  check (requester <> provider),
  check ((subject_kind = 'entry') = (matter is not null) or claim = '')
);
create index dispute_subject on dispute (subject, open);
