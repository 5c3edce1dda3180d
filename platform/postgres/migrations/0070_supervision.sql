-- Findings (Art. 38–42) as the lists read them, and clocks that stand on an authority's list without being a finding.

-- One finding per (case, clock, nth), or per (case, event, version) where no clock raised it.
create table finding (
  region text not null,
  case_id uuid not null,
  ground text not null check (ground ~ '^(39\([1-9]\)|40\([1-7]\)|41\([1-3]\)|42)$'),
  clue boolean not null,
  concerns text not null check (concerns in ('department', 'authority')),
  department text not null,
  judge text not null check (judge in ('authority', 'upper')),
  judge_org text,
  cause_case uuid,
  cause_kind text,
  cause_number text,
  cause_title text,
  clock text not null default '',
  nth integer not null default 0,
  due_on date,
  raised_on date not null,
  explained_by text,
  state text not null,
  open boolean not null default true,
  mend_by date,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id)
);
create unique index finding_cause on finding (region, cause_case, clock, nth) where cause_case is not null;
create index finding_judge on finding (judge_org, open, due_on, case_id);
create index finding_department on finding (department, open, due_on, case_id);

-- Clocks whose lateness is no finding but is seen by the authority (`late: 'list'`), until they stop.
create table watched_clock (
  region text not null,
  case_id uuid not null,
  clock text not null,
  nth integer not null,
  authority text not null,
  department text not null, -- whom the clock binds
  kind text not null,
  due_on date not null,
  raised_on date not null,
  primary key (region, case_id, clock, nth),
  foreign key (region, case_id) references legal_case (region, id)
);
create index watched_clock_authority on watched_clock (authority, due_on, case_id);

-- Published circulars of findings (通报, Art. 29 ¶1). Insert and select only.
create table circulated (
  region text not null,
  case_id uuid not null,
  id uuid not null,
  on_day date not null,
  text text not null,
  primary key (region, case_id, id),
  foreign key (region, case_id) references finding (region, case_id)
);
select append_only('circulated');
