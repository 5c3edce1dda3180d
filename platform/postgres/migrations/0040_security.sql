-- Assessments (Art. 11(5), 13 ¶1; PIPL 55, 56) and incidents (Art. 35 ¶3): what their cases do not carry themselves.

-- scope is what was assessed, digest its fingerprint: an assessment stands for exactly this, and no longer.
create table assessment (
  region text not null,
  case_id uuid not null,
  department text not null,
  template text not null check (template in ('secrecy', 'privacy', 'sharing-security')),
  subject_kind text not null check (subject_kind in ('entry', 'application')),
  subject uuid not null,
  subject_name text not null,
  scope jsonb not null,
  digest text not null,
  answers jsonb not null default '[]',
  level text check (level in ('low', 'medium', 'high')),
  secrecy text check (secrecy in ('none', 'work-secret', 'state-secret')),
  measures text,
  remains text,
  standing boolean not null default false,
  concluded_on date,
  lapsed_on date,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id)
);
create index assessment_subject on assessment (region, subject, template, concluded_on desc);

-- entry_hidden: its entry is off line because of it; while so, nobody may say that it is none.
create table incident (
  region text not null,
  case_id uuid not null,
  department text not null,
  what text not null,
  since text not null,
  data text not null,
  source text not null check (source in ('person', 'handler', 'entry-hidden', 'key-stolen', 'entrusted')),
  entry_region text,
  entry uuid,
  entry_hidden boolean not null default false,
  persons bigint check (persons >= 0),
  personal boolean not null default false,
  persons_text text not null default '',
  persons_told boolean not null default false,
  notified integer not null default 0,
  notices jsonb not null default '[]',
  stages jsonb not null default '[]',
  measures text,
  cause text,
  mended text,
  lessons text,
  primary key (region, case_id),
  foreign key (region, case_id) references legal_case (region, id)
);
create index incident_entry on incident (region, entry) where entry is not null;

create table incident_grant (
  region text not null,
  case_id uuid not null,
  grant_region text not null,
  grant_id uuid not null,
  primary key (region, case_id, grant_region, grant_id),
  foreign key (region, case_id) references incident (region, case_id)
);
create index incident_grant_of on incident_grant (grant_region, grant_id);
