-- 共享申请: what is its own beside the case. One row a case, written by drafts and by what follows from its acts.
create table application (
  region text not null,
  id uuid not null,
  entry_region text not null,
  entry uuid not null,
  entry_version integer not null,
  body jsonb not null default '{}',
  saved_at timestamptz,
  -- 25 ¶2, as reckoned at submit and again at propose
  linkage jsonb,
  -- 21 ¶2: the one list, what was answered, what came late
  points jsonb not null default '[]',
  supply_by date,
  answers jsonb not null default '[]',
  additions jsonb not null default '[]',
  security_opinion jsonb,
  proposal jsonb,
  refusal jsonb,
  received_on date,
  grant_region text,
  grant_id uuid,
  primary key (region, id)
);
create index application_entry on application (region, entry_region, entry);
